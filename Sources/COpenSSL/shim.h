// SPDX-License-Identifier: Apache-2.0
// The whole surface of OpenSSL 3 that the platform uses: EVP only, nothing deprecated.
// Wrappers exist where OpenSSL offers a macro, or where an algorithm should be fetched once.
#pragma once
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <stddef.h>
#include <stdint.h>

// Fetching an algorithm takes locks and a search; each is fetched once in a process and kept.
// Two threads may fetch at the same time: one result is kept, the other is freed.
static inline const EVP_MD *shuyu_digest(int sm3) {
  static EVP_MD *kept[2];
  EVP_MD **slot = &kept[sm3 ? 1 : 0];
  EVP_MD *known = __atomic_load_n(slot, __ATOMIC_ACQUIRE);
  if (known != NULL) return known;
  EVP_MD *fetched = EVP_MD_fetch(NULL, sm3 ? "SM3" : "SHA256", NULL);
  EVP_MD *expected = NULL;
  if (fetched != NULL && !__atomic_compare_exchange_n(
          slot, &expected, fetched, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    EVP_MD_free(fetched);
    return expected;
  }
  return fetched;
}

// Starts (or restarts) a digest context. Returns 1 on success.
static inline int shuyu_digest_begin(EVP_MD_CTX *context, int sm3) {
  const EVP_MD *digest = shuyu_digest(sm3);
  return digest == NULL ? 0 : EVP_DigestInit_ex2(context, digest, NULL);
}
