/* The scripts of `nclass completion`. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

extern const char completion_bash[], completion_zsh[], completion_fish[];

#endif
