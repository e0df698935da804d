/* codec.c - audio codec host: loads tuning profiles and runs the filter chain */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define PROFILE_TAG   0x43465031u
#define SECT_READ     0x1u
#define SECT_TUNE     0x2u
#define SECT_FIXED    0x4u

typedef int (*FilterProc)(int16_t *Samples, uint32_t Count);

typedef struct {
    uint32_t Tag;
    uint32_t Flags;
    uint32_t Length;
    uint32_t Start;
} ProfileHeader;

typedef struct {
    uint8_t   *Base;
    uint32_t   Length;
    FilterProc Filter;
    int32_t    Gain;
} Codec;

static int ApplyGain(Codec *pCodec, int16_t *Samples, uint32_t Count)
{
    for (uint32_t i = 0; i < Count; i++) {
        int32_t v = Samples[i] * pCodec->Gain / 256;

        if (v > INT16_MAX)
            v = INT16_MAX;
        if (v < INT16_MIN)
            v = INT16_MIN;
        Samples[i] = (int16_t)v;
    }
    return 0;
}

static int FilterFixed(int16_t *Samples, uint32_t Count)
{
    for (uint32_t i = 1; i < Count; i++)
        Samples[i] = (int16_t)((Samples[i] + Samples[i - 1]) / 2);
    return 0;
}

static int SectionAccess(uint32_t Flags)
{
    int Access = 0;

    if (Flags & SECT_READ)
        Access |= PROT_READ;
    if (Flags & SECT_TUNE)
        Access |= PROT_WRITE;
    return Access;
}

static int LoadSection(Codec *pCodec, int Fd, const ProfileHeader *pHeader)
{
    ssize_t Got;
    uint8_t *Base;

    if (pHeader->Length == 0 || pHeader->Length > 65536 || pHeader->Start >= pHeader->Length)
        return -EINVAL;
    Base = mmap(NULL, pHeader->Length, SectionAccess(pHeader->Flags | SECT_TUNE),
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (Base == MAP_FAILED)
        return -errno;
    Got = read(Fd, Base, pHeader->Length);
    if (Got != (ssize_t)pHeader->Length) {
        munmap(Base, pHeader->Length);
        return -EIO;
    }
    pCodec->Base = Base;
    pCodec->Length = pHeader->Length;
    if (pHeader->Flags & SECT_FIXED)
        pCodec->Filter = FilterFixed;
    return 0;
}

int CodecLoadProfile(Codec *pCodec, const char *Path)
{
    ProfileHeader Header;
    int Fd, Status;

    Fd = open(Path, O_RDONLY | O_CLOEXEC);
    if (Fd < 0)
        return -errno;
    if (read(Fd, &Header, sizeof Header) != (ssize_t)sizeof Header || Header.Tag != PROFILE_TAG)
        Status = -EINVAL;
    else
        Status = LoadSection(pCodec, Fd, &Header);
    close(Fd);
    if (Status < 0)
        syslog(LOG_ERR, "codec: profile %s: %s", Path, strerror(-Status));
    return Status;
}

int CodecRun(Codec *pCodec, int16_t *Samples, uint32_t Count)
{
    int Status = ApplyGain(pCodec, Samples, Count);

    if (Status == 0 && pCodec->Filter)
        Status = pCodec->Filter(Samples, Count);
    return Status;
}

void CodecClose(Codec *pCodec)
{
    if (pCodec->Base)
        munmap(pCodec->Base, pCodec->Length);
    memset(pCodec, 0, sizeof *pCodec);
}
