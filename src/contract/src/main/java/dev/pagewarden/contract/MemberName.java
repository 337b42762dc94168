package dev.pagewarden.contract;

import dev.pagewarden.contract.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member as a contract writes it: {@code SgTable.pages}, {@code SgTable.copyTo(ByteBuffer,
 * long)}, {@code new ScatterWalk}, {@code Page.*}, or {@code mapAttachment} of any type.
 */
record MemberName(YamlNode at, String owner, String name, List<String> parameters, boolean field) {

  static Optional<MemberName> read(YamlNode node, boolean field) {
    Optional<String> text = node.text();
    Optional<MemberName> member = text.flatMap(t -> parse(node, t, field));
    if (text.isPresent() && member.isEmpty()) {
      node.complain(
          "\"" + text.get() + "\" names no member",
          "write Type.member, Type.member(int, Type), Type.*, new Type, or a method name alone");
    }
    return member;
  }

  private static Optional<MemberName> parse(YamlNode node, String text, boolean field) {
    List<String> parameters = null;
    String word = text;
    int open = text.indexOf('(');
    if (open >= 0) {
      if (field || !text.endsWith(")")) {
        return Optional.empty();
      }
      parameters = parameters(text.substring(open + 1, text.length() - 1));
      word = text.substring(0, open).strip();
      if (parameters == null) {
        return Optional.empty();
      }
    }
    String owner;
    String name;
    if (word.startsWith("new ")) {
      owner = word.substring(4).strip();
      name = "<init>";
    } else {
      int dot = word.lastIndexOf('.');
      owner = dot < 0 ? Member.ANY : word.substring(0, dot);
      name = word.substring(dot + 1);
    }
    boolean ownerIsAny = owner.equals(Member.ANY);
    boolean nameIsAny = name.equals(Member.ANY);
    boolean valid =
        (ownerIsAny || Names.isQualified(owner))
            && (nameIsAny || name.equals("<init>") || Names.isSimple(name))
            && !(ownerIsAny && (nameIsAny || name.equals("<init>")));
    return valid
        ? Optional.of(new MemberName(node, owner, name, parameters, field))
        : Optional.empty();
  }

  /** Returns the types between the parentheses, or null if one is none. */
  private static List<String> parameters(String text) {
    List<String> types = new ArrayList<>();
    if (text.isBlank()) {
      return types;
    }
    for (String part : text.split(",", -1)) {
      String type = part.strip();
      String element = type;
      while (element.endsWith("[]")) {
        element = element.substring(0, element.length() - 2).strip();
      }
      if (!Names.isQualified(element)) {
        return null;
      }
      types.add(type);
    }
    return List.copyOf(types);
  }

  Rule rule(Shape shape, String file) {
    Member member =
        new Member(
            shape.role(),
            owner,
            name,
            parameters,
            field,
            shape.operand(),
            shape.takes(),
            shape.result(),
            shape.callback(),
            shape.kind(),
            shape.remedy(),
            file + ":" + at.place().line());
    return new Rule(owner.equals(Member.ANY) ? null : new TypeName(owner), member, false);
  }
}
