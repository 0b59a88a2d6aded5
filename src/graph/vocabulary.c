/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/vocabulary.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "graph/scan.h"

#define MAX_TEXT 4096.0

static const ZoeRoleParameter graph_words[] =
{
  { "break", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("when the run stops to be looked at") },
  { "chapter", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("the guide's chapter it belongs to") },
  { "fault", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("what is broken and mended, and when") },
  { "figure", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("the guide's figure it shows") },
  { "rate", ZOE_PARAMETER_REAL, "1", 0.001, 100, NULL, NULL, N_("suggested playback rate") },
  { "seed", ZOE_PARAMETER_INTEGER, "1", 0, 1e18, NULL, NULL, N_("seed of every random choice") },
  { "summary", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("what there is to see, in a sentence") },
  { "title", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("name for people") },
  { "until", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("when the run is over") },
  { NULL },
};

static const ZoeRoleParameter node_words[] =
{
  { "count", ZOE_PARAMETER_INTEGER, NULL, 0, ZOE_MAX_NODES, NULL, NULL, N_("how many such nodes there are") },
  { "role", ZOE_PARAMETER_TEXT, NULL, 0, 0, NULL, NULL, N_("what the node does") },
  { "start", ZOE_PARAMETER_DURATION, "0s", 0, 0, NULL, NULL, N_("when the node begins") },
  { NULL },
};

static const ZoeRoleParameter edge_words[] =
{
  { "bandwidth", ZOE_PARAMETER_INTEGER, NULL, 0, 1e12, NULL, "bytes/s", N_("how much comes through; 0 = no limit") },
  { "bind", ZOE_PARAMETER_CHOICE, NULL, 0, 0, "head|tail", NULL, N_("which end binds") },
  { "cut", ZOE_PARAMETER_BOOLEAN, NULL, 0, 0, NULL, NULL, N_("whether nothing comes through until it is healed") },
  { "delay", ZOE_PARAMETER_DURATION, NULL, 0, 0, NULL, NULL, N_("how long each message is held") },
  { "endpoint", ZOE_PARAMETER_TEXT, NULL, 0, MAX_TEXT, NULL, NULL, N_("address the link uses") },
  { "jitter", ZOE_PARAMETER_DURATION, NULL, 0, 0, NULL, NULL, N_("up to how much longer a message is held") },
  { "transport", ZOE_PARAMETER_CHOICE, "inproc", 0, 0, "inproc|ipc|tcp", NULL, N_("what carries the messages") },
  { NULL },
};

/* Sorted as strcmp() does. */
static const char *const graphviz_words[] =
{
  "Damping", "K", "URL", "_background", "area", "arrowhead", "arrowsize", "arrowtail", "bb", "bgcolor", "center", "charset",
  "class", "clusterrank", "color", "colorscheme", "comment", "compound", "concentrate", "constraint", "decorate",
  "defaultdist", "dim", "dimen", "dir", "diredgeconstraints", "distortion", "dpi", "edgeURL", "edgehref", "edgetarget",
  "edgetooltip", "epsilon", "esep", "fillcolor", "fixedsize", "fontcolor", "fontname", "fontnames", "fontpath", "fontsize",
  "forcelabels", "gradientangle", "group", "headURL", "head_lp", "headclip", "headhref", "headlabel", "headtarget",
  "headtooltip", "height", "href", "id", "image", "imagepath", "imagepos", "imagescale", "inputscale", "label", "labelURL",
  "label_scheme", "labelangle", "labeldistance", "labelfloat", "labelfontcolor", "labelfontname", "labelfontsize",
  "labelhref", "labeljust", "labelloc", "labeltarget", "labeltooltip", "landscape", "layer", "layerlistsep", "layers",
  "layerselect", "layersep", "layout", "len", "levels", "levelsgap", "lhead", "lheight", "lp", "ltail", "lwidth", "margin",
  "maxiter", "mclimit", "mindist", "minlen", "mode", "model", "mosek", "newrank", "nodesep", "nojustify", "normalize",
  "notranslate", "nslimit", "nslimit1", "ordering", "orientation", "outputorder", "overlap", "overlap_scaling",
  "overlap_shrink", "pack", "packmode", "pad", "page", "pagedir", "pencolor", "penwidth", "peripheries", "pin", "pos",
  "quadtree", "quantum", "rank", "rankdir", "ranksep", "ratio", "rects", "regular", "remincross", "repulsiveforce",
  "resolution", "root", "rotate", "rotation", "samehead", "sametail", "samplepoints", "scale", "searchsize", "sep", "shape",
  "shapefile", "showboxes", "sides", "size", "skew", "smoothing", "sortv", "splines", "style", "stylesheet", "tailURL",
  "tail_lp", "tailclip", "tailhref", "taillabel", "tailtarget", "tailtooltip", "target", "tooltip", "truecolor", "vertices",
  "viewport", "voro_margin", "weight", "width", "xdotversion", "xlabel", "xlp", "z",
};

const ZoeRoleParameter *
zoe_vocabulary_graph (void)
{
  return graph_words;
}

const ZoeRoleParameter *
zoe_vocabulary_node (void)
{
  return node_words;
}

const ZoeRoleParameter *
zoe_vocabulary_edge (void)
{
  return edge_words;
}

const ZoeRoleParameter *
zoe_vocabulary_find (const ZoeRoleParameter *words, const char *name)
{
  for (; words->name != NULL; words++)
    if (strcmp (words->name, name) == 0)
      return words;
  return NULL;
}

static int
compare_words (const void *name, const void *word)
{
  return strcmp (name, *(const char *const *) word);
}

/**
 * zoe_vocabulary_is_graphviz:
 *
 * Whether Graphviz knows an attribute of that name: the reader takes and ignores those.
 */
gboolean
zoe_vocabulary_is_graphviz (const char *name)
{
  return bsearch (name, graphviz_words, G_N_ELEMENTS (graphviz_words), sizeof *graphviz_words, compare_words) != NULL;
}
