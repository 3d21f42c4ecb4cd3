// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM and SM4-CTR, whole messages at a time. Functions return 1 on success and 0 on
// failure. Input and output may be the same memory.
#pragma once
#include <limits.h>

#include "shim_digest.h"

static inline EVP_CIPHER *shuyu_aes_gcm(void) {
  static EVP_CIPHER *kept;
  SHUYU_KEEP_ONCE(
      EVP_CIPHER, &kept, EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL), EVP_CIPHER_free);
}

static inline EVP_CIPHER *shuyu_sm4_ctr(void) {
  static EVP_CIPHER *kept;
  SHUYU_KEEP_ONCE(EVP_CIPHER, &kept, EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL), EVP_CIPHER_free);
}

// Seals (`sealing` 1) or opens (0): 32-byte key, 12-byte nonce, 16-byte tag written or compared.
static inline int shuyu_aes_gcm_apply(int sealing, const uint8_t *key, const uint8_t *nonce,
                                      const void *additional, size_t additional_count,
                                      const void *in, size_t count, void *out, uint8_t *tag) {
  EVP_CIPHER *cipher = shuyu_aes_gcm();
  if (cipher == NULL || count > INT_MAX || additional_count > INT_MAX) return 0;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  if (context == NULL) return 0;
  int n = 0;
  uint8_t rest[16];
  int ok = EVP_CipherInit_ex2(context, cipher, key, nonce, sealing, NULL);
  if (ok && additional_count > 0) {
    ok = EVP_CipherUpdate(context, NULL, &n, (const uint8_t *)additional, (int)additional_count);
  }
  if (ok && count > 0) {
    ok = EVP_CipherUpdate(context, (uint8_t *)out, &n, (const uint8_t *)in, (int)count);
  }
  if (ok && !sealing) ok = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, tag) > 0;
  ok = ok && EVP_CipherFinal_ex(context, rest, &n) > 0;
  if (ok && sealing) ok = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag) > 0;
  EVP_CIPHER_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}

// SM4 in counter mode (GB/T 32907, GB/T 17964): 16-byte key, 16-byte first counter block.
static inline int shuyu_sm4_ctr_apply(const uint8_t *key, const uint8_t *counter, const void *in,
                                      size_t count, void *out) {
  EVP_CIPHER *cipher = shuyu_sm4_ctr();
  if (cipher == NULL || count > INT_MAX) return 0;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  if (context == NULL) return 0;
  int n = 0;
  int ok = EVP_EncryptInit_ex2(context, cipher, key, counter, NULL);
  if (ok && count > 0) {
    ok = EVP_EncryptUpdate(context, (uint8_t *)out, &n, (const uint8_t *)in, (int)count);
  }
  EVP_CIPHER_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}
