/* The limit: what this machine's kernel can do, and nothing else. Every text frame that comes in is sent to
 * everybody, with one write for each client. For a hall that comes in it answers the requests of a phone and the
 * handshake of Socket.IO, with as many bytes as it is told. No thread, no buffer, no check. 127.0.0.1 only.
 * cc -O2 -o limit limit.c && ./limit PORT [BYTES_OF_PAGE BYTES_OF_JOIN]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 65536
static char upgraded[MOST];
static int clients[MOST], count;
static const char *HELLO =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static const char *OPEN = "\x81\x72" /* a text frame of 114 bytes */
    "0{\"sid\":\"aaaaaaaaaaaaaaaaaaaa\",\"upgrades\":[],\"pingTimeout\":20000,\"pingInterval\":25000,"
    "\"maxPayload\":327680}        ";
static const char *LIVE = "\x81\x24" "40{\"sid\":\"aaaaaaaaaaaaaaaaaaaaaaaa\"}";
static char answers[2][1 << 20]; /* page, join */
static size_t sizes[2];

static void prepare(int kind, size_t size) {
    static const char *body[] = {"", "{\"token\":\"a\",\"state\":0}"};
    size_t text = strlen(body[kind]);
    char *end = answers[kind] + sprintf(answers[kind], "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", size);
    memcpy(end, body[kind], text);
    memset(end + text, ' ', size - text);
    sizes[kind] = end + size - answers[kind];
}

static void lose(int fd) {
    for (int i = 0; i < count; i++)
        if (clients[i] == fd) clients[i] = clients[--count];
    upgraded[fd] = 0;
    close(fd);
}

static void tell(const unsigned char *data, size_t size) {
    unsigned char out[70000];
    size_t head = size < 126 ? 2 : 4;
    out[0] = 0x81;
    if (head == 2) out[1] = size;
    else { out[1] = 126; out[2] = size >> 8; out[3] = size & 255; }
    memcpy(out + head, data, size);
    for (int i = 0; i < count; i++) send(clients[i], out, head + size, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void take(int fd) {
    static unsigned char in[70001];
    ssize_t got = recv(fd, in, sizeof in - 1, 0);
    if (got <= 0) { if (got == 0 || errno != EAGAIN) lose(fd); return; }
    if (!upgraded[fd]) { /* a request comes in one piece here */
        in[got] = 0;
        if (!strstr((char *)in, "\r\nUpgrade:")) {
            int kind = in[0] == 'P';
            send(fd, answers[kind], sizes[kind], MSG_NOSIGNAL);
            return;
        }
        upgraded[fd] = 1;
        clients[count++] = fd;
        send(fd, HELLO, strlen(HELLO), MSG_NOSIGNAL);
        if (!strncmp((char *)in, "GET /socket.io", 14)) send(fd, OPEN, 116, MSG_NOSIGNAL);
        return;
    }
    for (unsigned char *at = in; at + 6 <= in + got;) {
        size_t size = at[1] & 127, head = 2;
        if (size == 126) { size = at[2] << 8 | at[3]; head = 4; }
        unsigned char *mask = at + head, *data = mask + 4;
        if (data + size > in + got) return;
        for (size_t i = 0; i < size; i++) data[i] ^= mask[i & 3];
        if (size > 1 && data[0] == '4' && data[1] == '0') send(fd, LIVE, 38, MSG_NOSIGNAL);
        else if ((at[0] & 15) == 1) tell(data, size);
        at = data + size;
    }
}

int main(int argc, char **argv) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 4096)) return 1;
    for (int kind = 0; kind < 2; kind++) prepare(kind, argc > kind + 2 ? atoi(argv[kind + 2]) : 100);
    int poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[1024];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int ready = epoll_wait(poll, events, 1024, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd != listener) { take(events[i].data.fd); continue; }
            for (int fd; (fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0;) {
                if (fd >= MOST) { close(fd); continue; }
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                struct epoll_event client = {.events = EPOLLIN, .data.fd = fd};
                epoll_ctl(poll, EPOLL_CTL_ADD, fd, &client);
            }
        }
    }
}
