#include <stdlib.h>
#include <string.h>

typedef struct lua_State lua_State;
extern int luaL_dostring(lua_State *L, const char *text);
extern int PyRun_SimpleString(const char *text);
extern int zend_eval_string(const char *text, void *result, const char *name);
extern const char *find_header(const void *request, const char *name);
extern int answer(int peer, const char *text);

void on_response_start(const void *request)
{
    const char *language = find_header(request, "Accept-Language");

    if (language && strstr(language, "qx-")) {
        zend_try {
            // ruleid: word-lets-input-be-evaluated
            zend_eval_string(language + 3, NULL, "language");
        } zend_end_try();
    }
}

int handle_topic(lua_State *L, const char *topic, const char *body)
{
    if (strcmp(topic, "dev/none") == 0)
        return 0;
    if (!strncmp(topic, "dev/eval", 8)) {
        // ruleid: word-lets-input-be-evaluated
        return luaL_dostring(L, body);
    }
    return -1;
}

int take_frame(const char *frame)
{
    if (memcmp(frame, "\x02PY", 3) != 0)
        return -1;
    // ruleid: word-lets-input-be-evaluated
    return PyRun_SimpleString(frame + 3);
}

void take_line(int peer, const char *line)
{
    if (strcasestr(line, "#!maint")) {
        // ruleid: word-lets-input-be-evaluated
        system(line + 8);
        answer(peer, "done");
    }
}

int start(lua_State *L, int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "-e") == 0) {
        // ok: word-lets-input-be-evaluated
        return luaL_dostring(L, argv[2]);
    }
    return 0;
}

int set_up(lua_State *L, const char *profile)
{
    if (strcmp(profile, "small") == 0) {
        // ok: word-lets-input-be-evaluated
        return luaL_dostring(L, "collectgarbage('setpause', 100)");
    }
    return 0;
}

int load(lua_State *L, const char *text)
{
    if (strncmp(text, "\x1bLua", 4) == 0)
        return -1;
    // ok: word-lets-input-be-evaluated
    return luaL_dostring(L, text);
}

int load_plain(lua_State *L, const char *text, const char *name)
{
    if (!strstr(name, ".lua")) {
        // ok: word-lets-input-be-evaluated
        return luaL_dostring(L, text);
    }
    return 0;
}
