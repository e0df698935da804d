/* Unseals the configuration store with the key burnt into the fuses. */
#include <errno.h>
#include <fcntl.h>
#include <linux/if_alg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SOL_ALG
#define SOL_ALG 279
#endif

#define KEY_BYTES   16
#define BLOCK_BYTES 4096

typedef struct {
    uint8_t  Mark[16];
    uint8_t  Iv[16];
    uint32_t Length;
} STORE_HEADER;

/* 16 bytes that every store of format 3 starts with */
static const uint8_t StoreMark[16] = {
    0x7b, 0x12, 0xe9, 0x40, 0xc6, 0x5d, 0x33, 0xaf,
    0x08, 0x91, 0xd4, 0x6e, 0x2b, 0xf5, 0x00, 0x03
};

static int ReadFuseKey(const char *FusePath, uint8_t *Key)
{
    uint8_t Sum = 0;
    ssize_t Got;
    int     Fd = open(FusePath, O_RDONLY | O_CLOEXEC);

    if (Fd < 0)
        return -errno;
    Got = pread(Fd, Key, KEY_BYTES, 0);
    close(Fd);
    if (Got != KEY_BYTES)
        return -EIO;
    for (int i = 0; i < KEY_BYTES; i++)
        Sum |= Key[i];
    if (Sum == 0) {
        fprintf(stderr, "unseal: fuses of this unit are blank, giving up\n");
        return -ENOKEY;
    }
    return 0;
}

static int OpenCipher(const uint8_t *Key)
{
    struct sockaddr_alg Sa = { .salg_family = AF_ALG, .salg_type = "skcipher",
                               .salg_name = "cbc(aes)" };
    int Tfm = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    int Op  = -1;

    if (Tfm < 0)
        return -1;
    if (bind(Tfm, (struct sockaddr *)&Sa, sizeof(Sa)) == 0 &&
        setsockopt(Tfm, SOL_ALG, ALG_SET_KEY, Key, KEY_BYTES) == 0)
        Op = accept(Tfm, NULL, NULL);
    close(Tfm);
    return Op;
}

static int DecryptBlock(int Op, const uint8_t *Iv, uint8_t *Data, size_t Len)
{
    char           Ctl[CMSG_SPACE(4) + CMSG_SPACE(sizeof(struct af_alg_iv) + 16)] = { 0 };
    struct iovec   Vec = { Data, Len };
    struct msghdr  Msg = { .msg_iov = &Vec, .msg_iovlen = 1,
                           .msg_control = Ctl, .msg_controllen = sizeof(Ctl) };
    struct cmsghdr *C = CMSG_FIRSTHDR(&Msg);
    struct af_alg_iv *AlgIv;

    C->cmsg_level = SOL_ALG;
    C->cmsg_type  = ALG_SET_OP;
    C->cmsg_len   = CMSG_LEN(4);
    *(uint32_t *)CMSG_DATA(C) = ALG_OP_DECRYPT;
    C = CMSG_NXTHDR(&Msg, C);
    C->cmsg_level = SOL_ALG;
    C->cmsg_type  = ALG_SET_IV;
    C->cmsg_len   = CMSG_LEN(sizeof(*AlgIv) + 16);
    AlgIv = (struct af_alg_iv *)CMSG_DATA(C);
    AlgIv->ivlen = 16;
    memcpy(AlgIv->iv, Iv, 16);
    if (sendmsg(Op, &Msg, 0) != (ssize_t)Len)
        return -EIO;
    return read(Op, Data, Len) == (ssize_t)Len ? 0 : -EIO;
}

int UnsealStore(const char *FusePath, int StoreFd, uint8_t *Out, size_t OutLen)
{
    STORE_HEADER Head;
    uint8_t      Key[KEY_BYTES];
    int          Rc, Op;

    if (read(StoreFd, &Head, sizeof(Head)) != (ssize_t)sizeof(Head))
        return -EIO;
    if (memcmp(Head.Mark, StoreMark, sizeof(StoreMark)) != 0)
        return -EINVAL;
    if (Head.Length > OutLen || Head.Length > BLOCK_BYTES || Head.Length % 16)
        return -EMSGSIZE;
    if (read(StoreFd, Out, Head.Length) != (ssize_t)Head.Length)
        return -EIO;
    Rc = ReadFuseKey(FusePath, Key);
    if (Rc)
        return Rc;
    Op = OpenCipher(Key);
    explicit_bzero(Key, sizeof(Key));
    if (Op < 0)
        return -EIO;
    Rc = DecryptBlock(Op, Head.Iv, Out, Head.Length);
    close(Op);
    return Rc;
}
