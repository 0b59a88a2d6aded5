/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a node can be: a table row, and one function that runs on the node's own thread. */

#pragma once

#include "model/socket_type.h"

typedef struct _ZoeNode ZoeNode;   /* run/node.h */

typedef void (*ZoeRoleFunction) (ZoeNode *node);

typedef struct
{
  const char   *name;
  ZoeSocketType type;
  gboolean      binds;      /* unless an edge says otherwise */
  gboolean      required;   /* at least one link, or the role makes no sense */
  const char   *options;    /* "option=value option=value", set before bind and connect; %n = the node's name; or NULL */
  const char   *summary;
} ZoeRoleSocket;

typedef enum
{
  ZOE_PARAMETER_BOOLEAN,
  ZOE_PARAMETER_CHOICE,     /* one of choices */
  ZOE_PARAMETER_DURATION,   /* "200ms"; minimum and maximum in ns */
  ZOE_PARAMETER_INTEGER,
  ZOE_PARAMETER_REAL,
  ZOE_PARAMETER_TEXT,
} ZoeParameterType;

typedef struct
{
  const char      *name;
  ZoeParameterType type;
  const char      *fallback;   /* the default, as one would write it */
  double           minimum;
  double           maximum;
  const char      *choices;    /* "a|b|c", or NULL */
  const char      *unit;       /* or NULL */
  const char      *summary;
} ZoeRoleParameter;

typedef struct
{
  const char             *name;
  const char             *summary;
  const char             *source;       /* file below src/: "roles/pipeline.c" */
  ZoeRoleFunction         run;          /* NULL: stands for a program outside the lab */
  const ZoeRoleSocket    *sockets;      /* ends with a row whose name is NULL; NULL: any port of any type */
  const ZoeRoleParameter *parameters;   /* likewise; NULL: none */
} ZoeRole;

/* A table of roles, sorted by name, ends with a row whose name is NULL. */

const ZoeRole          *zoe_role_find           (const ZoeRole *roles, const char *name);
const ZoeRoleSocket    *zoe_role_find_socket    (const ZoeRole *role, const char *name);
const ZoeRoleParameter *zoe_role_find_parameter (const ZoeRole *role, const char *name);
const char             *zoe_parameter_type_get_name (ZoeParameterType type);
