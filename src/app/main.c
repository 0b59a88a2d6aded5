/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoetrope [--run] [FILE]: the window. */

#include <glib/gi18n.h>
#include <locale.h>

#include "app/application.h"

int
main (int argc, char **argv)
{
  g_autoptr (ZoeApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ZOE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Zoetrope");

  application = zoe_application_new (ZOE_VERSION);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
