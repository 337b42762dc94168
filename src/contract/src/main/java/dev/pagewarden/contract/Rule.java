package dev.pagewarden.contract;

import java.util.List;

/**
 * A line of the contract: a member, or the statement that one is neutral.
 *
 * @param owner the declaring type, null for any
 * @param member what the member does; its role is meaningless where the rule is neutral
 * @param neutral whether the rule only takes the member out of the reach of a wider one
 */
record Rule(TypeName owner, Member member, boolean neutral) {

  /** The identity by which a later document replaces an earlier one's rule. */
  String key() {
    return member.owner() + "#" + member.name() + member.parameters() + member.field();
  }

  boolean fitsShape(String descriptor) {
    if (member.field() == Descriptors.isMethod(descriptor)) {
      return false;
    }
    List<String> wanted = member.parameters();
    if (wanted == null) {
      return true;
    }
    List<String> found = Descriptors.parameters(descriptor);
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (!Descriptors.isCalled(found.get(i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  Rule neutralized() {
    return new Rule(owner, member, true);
  }

  Rule taking(Carrier takes) {
    Member m = member;
    return new Rule(
        owner,
        new Member(
            m.role(),
            m.owner(),
            m.name(),
            m.parameters(),
            m.field(),
            m.operand(),
            takes,
            m.result(),
            m.callback(),
            m.kind(),
            m.remedy(),
            m.origin()),
        neutral);
  }
}
