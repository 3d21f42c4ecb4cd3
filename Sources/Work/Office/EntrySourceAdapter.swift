// SPDX-License-Identifier: Apache-2.0
package import Ledger
package import Store

extension StoredEntries: @retroactive EntrySource {}
