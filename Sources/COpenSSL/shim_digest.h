// SPDX-License-Identifier: Apache-2.0
// Digests, HMAC and scrypt. Functions return 1 on success and 0 on failure.
#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <stddef.h>
#include <stdint.h>

// Fetching an algorithm takes locks and a search; each is fetched once in a process and kept.
// Two threads may fetch at the same time: one result is kept, the other is freed.
#define SHUYU_KEEP_ONCE(type, slot, fetch, release)                                     \
  do {                                                                                  \
    type *known = __atomic_load_n(slot, __ATOMIC_ACQUIRE);                              \
    if (known != NULL) return known;                                                    \
    type *fetched = fetch;                                                              \
    type *expected = NULL;                                                              \
    if (fetched != NULL && !__atomic_compare_exchange_n(slot, &expected, fetched, 0,    \
                               __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {                   \
      release(fetched);                                                                 \
      return expected;                                                                  \
    }                                                                                   \
    return fetched;                                                                     \
  } while (0)

static inline const char *shuyu_digest_name(int sm3) { return sm3 ? "SM3" : "SHA256"; }

static inline EVP_MD *shuyu_digest(int sm3) {
  static EVP_MD *kept[2];
  SHUYU_KEEP_ONCE(
      EVP_MD, &kept[sm3 ? 1 : 0], EVP_MD_fetch(NULL, shuyu_digest_name(sm3), NULL), EVP_MD_free);
}

static inline EVP_MAC *shuyu_hmac(void) {
  static EVP_MAC *kept;
  SHUYU_KEEP_ONCE(EVP_MAC, &kept, EVP_MAC_fetch(NULL, "HMAC", NULL), EVP_MAC_free);
}

// Starts (or restarts) a digest context.
static inline int shuyu_digest_begin(EVP_MD_CTX *context, int sm3) {
  const EVP_MD *digest = shuyu_digest(sm3);
  return digest == NULL ? 0 : EVP_DigestInit_ex2(context, digest, NULL);
}

// A part of a message, to be authenticated in order with others.
typedef struct {
  const void *bytes;
  size_t count;
} shuyu_part;

// HMAC (RFC 2104) of the parts end to end; `out` has room for 32 bytes.
static inline int shuyu_hmac_parts(int sm3, const void *key, size_t key_count,
                                   const shuyu_part *parts, size_t part_count, uint8_t *out) {
  static const uint8_t none[1] = {0};
  EVP_MAC *mac = shuyu_hmac();
  EVP_MAC_CTX *context = mac == NULL ? NULL : EVP_MAC_CTX_new(mac);
  if (context == NULL) return 0;
  OSSL_PARAM params[2] = {
      OSSL_PARAM_construct_utf8_string(
          OSSL_MAC_PARAM_DIGEST, (char *)shuyu_digest_name(sm3), 0),
      OSSL_PARAM_construct_end()};
  // A null key would mean "as before"; an empty one is a key.
  int ok = EVP_MAC_init(context, key_count == 0 ? none : (const uint8_t *)key, key_count, params);
  for (size_t i = 0; ok && i < part_count; i++) {
    if (parts[i].count > 0) {
      ok = EVP_MAC_update(context, (const uint8_t *)parts[i].bytes, parts[i].count);
    }
  }
  size_t written = 0;
  ok = ok && EVP_MAC_final(context, out, &written, 32) && written == 32;
  EVP_MAC_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}

// HMAC (RFC 2104) of many messages under one key: message i ends before `ends[i]` and begins where
// the one before it ended. The key is expanded once; `out` has room for 32 bytes a message.
static inline int shuyu_hmac_many(int sm3, const uint8_t *key, size_t key_count,
                                  const uint8_t *bytes, const long *ends, size_t count,
                                  uint8_t *out) {
  uint8_t block[64] = {0}, pad[64], digest[32];
  EVP_MD_CTX *inner = EVP_MD_CTX_new(), *outer = EVP_MD_CTX_new(), *work = EVP_MD_CTX_new();
  int ok = inner != NULL && outer != NULL && work != NULL;
  if (ok && key_count > sizeof block) {
    ok = shuyu_digest_begin(work, sm3) && EVP_DigestUpdate(work, key, key_count) &&
         EVP_DigestFinal_ex(work, block, NULL);
  } else {
    for (size_t i = 0; i < key_count; i++) block[i] = key[i];
  }
  for (size_t i = 0; i < sizeof pad; i++) pad[i] = block[i] ^ 0x36;
  ok = ok && shuyu_digest_begin(inner, sm3) && EVP_DigestUpdate(inner, pad, sizeof pad);
  for (size_t i = 0; i < sizeof pad; i++) pad[i] = block[i] ^ 0x5c;
  ok = ok && shuyu_digest_begin(outer, sm3) && EVP_DigestUpdate(outer, pad, sizeof pad);
  size_t start = 0;
  for (size_t i = 0; ok && i < count; i++) {
    size_t end = (size_t)ends[i];
    ok = EVP_MD_CTX_copy_ex(work, inner) &&
         (end == start || EVP_DigestUpdate(work, bytes + start, end - start)) &&
         EVP_DigestFinal_ex(work, digest, NULL) && EVP_MD_CTX_copy_ex(work, outer) &&
         EVP_DigestUpdate(work, digest, sizeof digest) &&
         EVP_DigestFinal_ex(work, out + 32 * i, NULL);
    start = end;
  }
  OPENSSL_cleanse(block, sizeof block);
  OPENSSL_cleanse(pad, sizeof pad);
  EVP_MD_CTX_free(inner);
  EVP_MD_CTX_free(outer);
  EVP_MD_CTX_free(work);
  if (!ok) ERR_clear_error();
  return ok;
}

// scrypt (RFC 7914); `memory` is the most bytes it may take.
static inline int shuyu_scrypt(const void *password, size_t password_count, const void *salt,
                               size_t salt_count, uint64_t n, uint32_t r, uint32_t p,
                               uint64_t memory, uint8_t *out, size_t out_count) {
  static const uint8_t none[1] = {0};
  EVP_KDF *kdf = EVP_KDF_fetch(NULL, "SCRYPT", NULL);
  EVP_KDF_CTX *context = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
  EVP_KDF_free(kdf);
  if (context == NULL) return 0;
  OSSL_PARAM params[7] = {
      OSSL_PARAM_construct_octet_string(
          OSSL_KDF_PARAM_PASSWORD, (void *)(password_count ? password : none), password_count),
      OSSL_PARAM_construct_octet_string(
          OSSL_KDF_PARAM_SALT, (void *)(salt_count ? salt : none), salt_count),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end()};
  int ok = EVP_KDF_derive(context, out, out_count, params) > 0;
  EVP_KDF_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}
