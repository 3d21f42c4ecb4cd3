// SPDX-License-Identifier: Apache-2.0
// The whole surface of OpenSSL 3 that the platform uses: nothing deprecated, EVP wherever EVP
// offers the operation. (EC points and ECDSA_SIG serve for key derivation and for r||s only.)
#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "shim_cipher.h"
#include "shim_digest.h"
#include "shim_sign.h"
