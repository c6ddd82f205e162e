/* A shared object without ncl_plugin_main. */
__attribute__((visibility("default"))) extern const int something_else;
const int something_else = 1;
