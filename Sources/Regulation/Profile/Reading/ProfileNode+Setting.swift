// SPDX-License-Identifier: Apache-2.0

import Yams

extension ProfileNode {
  /// The node with the text of a setting in its place.
  func replaced(by setting: ProfileSetting) -> ProfileNode {
    let scalar = Node.Scalar(setting.text, .implicit, .plain, node.mark)
    return ProfileNode(node: .scalar(scalar), path: path, problems: problems)
  }
}
