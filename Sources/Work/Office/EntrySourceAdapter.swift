// SPDX-License-Identifier: Apache-2.0
import Ledger
package import Store

extension StoredEntries: EntrySource {}
