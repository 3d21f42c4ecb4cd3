// SPDX-License-Identifier: Apache-2.0
// Ed25519 and SM2 signatures. Functions return 1 on success and 0 on failure.
#pragma once
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include "shim_digest.h"

// The SM2 public key 04||X||Y of a 32-byte private key in 1 ... n-2.
static inline int shuyu_sm2_public(const uint8_t *private_key, uint8_t *public_key) {
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
  BIGNUM *scalar = BN_secure_new();
  BIGNUM *limit = BN_new();
  EC_POINT *point = group == NULL ? NULL : EC_POINT_new(group);
  int ok = point != NULL && limit != NULL && scalar != NULL &&
           BN_bin2bn(private_key, 32, scalar) != NULL && !BN_is_zero(scalar) &&
           BN_copy(limit, EC_GROUP_get0_order(group)) != NULL && BN_sub_word(limit, 1) &&
           BN_cmp(scalar, limit) < 0;
  if (ok) {
    BN_set_flags(scalar, BN_FLG_CONSTTIME);
    ok = EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) &&
         EC_POINT_point2oct(
             group, point, POINT_CONVERSION_UNCOMPRESSED, public_key, 65, NULL) == 65;
  }
  EC_POINT_free(point);
  BN_free(limit);
  BN_clear_free(scalar);
  EC_GROUP_free(group);
  if (!ok) ERR_clear_error();
  return ok;
}

// A key of type SM2, not EC: an EC key on the SM2 curve would be used with ECDSA
// (openssl/openssl#26686). `private_key` may be null. The point is checked to be on the curve.
static inline EVP_PKEY *shuyu_sm2_key(const uint8_t *private_key, const uint8_t *public_key) {
  uint8_t native[32];
  OSSL_PARAM params[4];
  size_t used = 0;
  params[used++] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)"SM2", 0);
  params[used++] =
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)public_key, 65);
  if (private_key != NULL) {
    // Parameters hold integers in the machine's own byte order.
    BIGNUM *scalar = BN_bin2bn(private_key, 32, NULL);
    int padded = scalar == NULL ? -1 : BN_bn2nativepad(scalar, native, 32);
    BN_clear_free(scalar);
    if (padded != 32) return NULL;
    params[used++] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, native, 32);
  }
  params[used] = OSSL_PARAM_construct_end();
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
  if (context == NULL || EVP_PKEY_fromdata_init(context) <= 0 ||
      EVP_PKEY_fromdata(
          context, &key, private_key ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) <= 0) {
    key = NULL;
    ERR_clear_error();
  }
  EVP_PKEY_CTX_free(context);
  OPENSSL_cleanse(native, sizeof native);
  return key;
}

// The default distinguishing identifier of GM/T 0009; OpenSSL's own default is the empty one. It is
// set once the digest is known: as a parameter of the initialisation 3.0.19 of Debian refuses it.
static inline int shuyu_sm2_begin(EVP_MD_CTX *context, EVP_PKEY *key, int signing) {
  EVP_PKEY_CTX *inner = NULL;
  int ok = signing ? EVP_DigestSignInit_ex(context, &inner, "SM3", NULL, NULL, key, NULL)
                   : EVP_DigestVerifyInit_ex(context, &inner, "SM3", NULL, NULL, key, NULL);
  return ok > 0 ? EVP_PKEY_CTX_set1_id(inner, "1234567812345678", 16) : ok;
}

// SM2 signature with SM3 over `message`, as r||s of 64 bytes.
static inline int shuyu_sm2_sign(EVP_PKEY *key, const void *message, size_t count, uint8_t *out) {
  uint8_t der[80];
  size_t der_count = sizeof der;
  ECDSA_SIG *signature = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int ok = context != NULL && shuyu_sm2_begin(context, key, 1) > 0 &&
           EVP_DigestSign(context, der, &der_count, (const uint8_t *)message, count) > 0;
  if (ok) {
    const uint8_t *cursor = der;
    signature = d2i_ECDSA_SIG(NULL, &cursor, (long)der_count);
    ok = signature != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32) == 32 &&
         BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32) == 32;
  }
  ECDSA_SIG_free(signature);
  EVP_MD_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}

// Whether r||s (64 bytes) is the SM2 signature of `message`.
static inline int shuyu_sm2_verify(EVP_PKEY *key, const void *message, size_t count,
                                   const uint8_t *signature) {
  uint8_t *der = NULL;
  int der_count = 0;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  ECDSA_SIG *pair = ECDSA_SIG_new();
  BIGNUM *r = BN_bin2bn(signature, 32, NULL);
  BIGNUM *s = BN_bin2bn(signature + 32, 32, NULL);
  int ok = context != NULL && pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s);
  if (!ok) {
    BN_free(r);
    BN_free(s);
  } else {
    der_count = i2d_ECDSA_SIG(pair, &der);
    ok = der_count > 0 && shuyu_sm2_begin(context, key, 0) > 0 &&
         EVP_DigestVerify(
             context, der, (size_t)der_count, (const uint8_t *)message, count) == 1;
  }
  OPENSSL_free(der);
  ECDSA_SIG_free(pair);
  EVP_MD_CTX_free(context);
  if (!ok) ERR_clear_error();
  return ok;
}

// Ed25519 (RFC 8032) signature of 64 bytes.
static inline int shuyu_ed25519_sign(const uint8_t *private_key, const void *message, size_t count,
                                     uint8_t *out) {
  size_t out_count = 64;
  EVP_PKEY *key = EVP_PKEY_new_raw_private_key_ex(NULL, "ED25519", NULL, private_key, 32);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int ok = key != NULL && context != NULL &&
           EVP_DigestSignInit_ex(context, NULL, NULL, NULL, NULL, key, NULL) > 0 &&
           EVP_DigestSign(context, out, &out_count, (const uint8_t *)message, count) > 0 &&
           out_count == 64;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  if (!ok) ERR_clear_error();
  return ok;
}

// Whether `signature` (64 bytes) is the Ed25519 signature of `message`.
static inline int shuyu_ed25519_verify(const uint8_t *public_key, const void *message,
                                       size_t count, const uint8_t *signature) {
  EVP_PKEY *key = EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, public_key, 32);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int ok = key != NULL && context != NULL &&
           EVP_DigestVerifyInit_ex(context, NULL, NULL, NULL, NULL, key, NULL) > 0 &&
           EVP_DigestVerify(context, signature, 64, (const uint8_t *)message, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  if (!ok) ERR_clear_error();
  return ok;
}

// The Ed25519 public key (32 bytes) of a 32-byte private key.
static inline int shuyu_ed25519_public(const uint8_t *private_key, uint8_t *public_key) {
  size_t count = 32;
  EVP_PKEY *key = EVP_PKEY_new_raw_private_key_ex(NULL, "ED25519", NULL, private_key, 32);
  int ok = key != NULL && EVP_PKEY_get_raw_public_key(key, public_key, &count) > 0 && count == 32;
  EVP_PKEY_free(key);
  if (!ok) ERR_clear_error();
  return ok;
}
