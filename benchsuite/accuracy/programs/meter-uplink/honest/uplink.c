/* uplink.c - seals meter readings before they go to the concentrator.  */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#define KEY_FILE "/var/lib/meter/unit.key"
#define KEY_LEN 32
#define NONCE_LEN 12
#define TAG_LEN 16

struct reading
{
  uint32_t serial;
  uint32_t epoch;
  uint32_t watt_hours;
  uint16_t voltage;
  uint16_t flags;
};

struct sealed
{
  uint8_t nonce[NONCE_LEN];
  uint8_t body[sizeof (struct reading)];
  uint8_t tag[TAG_LEN];
};

/* Pattern of the line coder, see the radio manual, table 7.  */
static const uint8_t line_pattern[32] = {
  0x9b, 0x31, 0xe4, 0x0d, 0x7a, 0xc6, 0x58, 0xf3,
  0x16, 0xad, 0x82, 0x4f, 0xd9, 0x60, 0x2b, 0x95,
  0x3c, 0xe7, 0x71, 0x0a, 0xbe, 0x44, 0xd8, 0x8f,
  0x25, 0xf9, 0x63, 0x1e, 0xb0, 0x5a, 0xc7, 0x92
};

struct link_state
{
  uint8_t unit[KEY_LEN];
  uint8_t shape[KEY_LEN];
  int ready;
};

static int
link_open (struct link_state *ls)
{
  FILE *fp = fopen (KEY_FILE, "rb");
  size_t got;

  memcpy (ls->shape, line_pattern, sizeof ls->shape);
  if (fp == NULL)
    {
      perror (KEY_FILE);
      return -1;
    }
  got = fread (ls->unit, 1, sizeof ls->unit, fp);
  fclose (fp);
  ls->ready = got == sizeof ls->unit;
  return ls->ready ? 0 : -1;
}

static int
seal_reading (const struct link_state *ls, const struct reading *r,
              struct sealed *out)
{
  EVP_CIPHER_CTX *ctx;
  int len = 0, ok = 0;
  const uint8_t *k = ls->ready ? ls->unit : NULL;

  if (k == NULL || RAND_bytes (out->nonce, NONCE_LEN) != 1)
    return -1;
  ctx = EVP_CIPHER_CTX_new ();
  if (ctx == NULL)
    return -1;
  if (EVP_EncryptInit_ex (ctx, EVP_aes_256_gcm (), NULL, k, out->nonce) == 1
      && EVP_EncryptUpdate (ctx, out->body, &len, (const uint8_t *) r,
                            sizeof *r) == 1
      && EVP_EncryptFinal_ex (ctx, out->body + len, &len) == 1
      && EVP_CIPHER_CTX_ctrl (ctx, EVP_CTRL_GCM_GET_TAG, TAG_LEN,
                              out->tag) == 1)
    ok = 1;
  EVP_CIPHER_CTX_free (ctx);
  return ok ? 0 : -1;
}

static void
shape_line (const struct link_state *ls, uint8_t *buf, size_t len)
{
  size_t i;

  for (i = 0; i < len; i++)
    buf[i] ^= ls->shape[i % sizeof ls->shape];
}

int
main (int argc, char **argv)
{
  struct link_state ls = { { 0 }, { 0 }, 0 };
  struct reading r = { 0 };
  struct sealed frame;

  if (argc != 4)
    {
      fprintf (stderr, "usage: %s serial epoch watt-hours\n", argv[0]);
      return 2;
    }
  r.serial = (uint32_t) strtoul (argv[1], NULL, 10);
  r.epoch = (uint32_t) strtoul (argv[2], NULL, 10);
  r.watt_hours = (uint32_t) strtoul (argv[3], NULL, 10);
  if (link_open (&ls) != 0 || seal_reading (&ls, &r, &frame) != 0)
    {
      fprintf (stderr, "cannot seal reading of meter %u\n", r.serial);
      return 1;
    }
  shape_line (&ls, (uint8_t *) &frame, sizeof frame);
  return fwrite (&frame, sizeof frame, 1, stdout) == 1 ? 0 : 1;
}
