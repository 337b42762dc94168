package dev.pagewarden.contract;

import dev.pagewarden.contract.yaml.YamlMap;
import dev.pagewarden.contract.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the rules of one document. */
final class RuleReader {
  private static final Set<String> KEYS =
      Set.of(
          "member",
          "members",
          "field",
          "fields",
          "on",
          "takes",
          "result",
          "callback",
          "kind",
          "remedy");
  private static final Carrier TABLE = new Carrier(Subject.TABLE, Form.ONE);

  private final String file;
  private final ContractParts parts;
  private final Set<String> keysOfThisDocument = new HashSet<>();

  RuleReader(String file, ContractParts parts) {
    this.file = file;
    this.parts = parts;
  }

  static String section(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  void readNeutral(YamlNode node) {
    MemberName.read(node, false)
        .ifPresent(
            name ->
                add(
                    node,
                    name.rule(new Shape(Role.DERIVE, -1, null, null, null, null, null), file)
                        .neutralized()));
  }

  /** Reads a rule, or a bare member where the role needs nothing else. */
  void read(Role role, YamlNode node) {
    if (node.isText() && (role == Role.DMA || role == Role.CONSENT)) {
      MemberName.read(node, false)
          .ifPresent(
              name ->
                  add(
                      node,
                      name.rule(
                          new Shape(role, Member.RECEIVER, null, null, null, null, null), file)));
      return;
    }
    node.map(KEYS).ifPresent(map -> read(role, map));
  }

  private void read(Role role, YamlMap map) {
    Shape shape = shape(role, map);
    boolean named = false;
    for (String key : new String[] {"member", "members", "field", "fields"}) {
      for (YamlNode item : map.get(key).map(YamlNode::items).orElse(List.of())) {
        named = true;
        MemberName.read(item, key.startsWith("field"))
            .ifPresent(name -> add(item, name.rule(shape, file)));
      }
    }
    if (!named) {
      map.self().complain("no member is named", "add a line such as \"member: SgTable.pages\"");
    }
  }

  private Shape shape(Role role, YamlMap map) {
    int operand = map.get("on").map(RuleReader::operand).orElse(Member.RECEIVER);
    if (role == Role.UNMAP && !map.has("on")) {
      operand = Member.ANY_ARGUMENT;
    }
    Carrier takes = map.get("takes").flatMap(Carriers::read).orElse(null);
    if (takes == null && (role == Role.UNMAP || operand != Member.RECEIVER)) {
      takes = role == Role.MAP || role == Role.CONSENT ? null : TABLE;
    }
    Carrier result = map.get("result").flatMap(Carriers::read).orElse(null);
    Callback callback = map.get("callback").flatMap(RuleReader::callback).orElse(null);
    check(role, map);
    return new Shape(
        role,
        operand,
        takes,
        result,
        callback,
        map.get("kind").flatMap(node -> node.choice(AccessKind.class)).orElse(null),
        map.get("remedy").flatMap(YamlNode::text).orElse(null));
  }

  private static void check(Role role, YamlMap map) {
    if (role == Role.MAP && !map.has("result") && !map.has("callback")) {
      map.require("result", "result: table");
    }
    if (role == Role.ACCESS) {
      map.require("kind", "kind: page");
      map.require("remedy", "remedy: use Scatterlist.dmaAddress()");
    } else {
      for (String key : new String[] {"kind", "remedy"}) {
        map.get(key)
            .ifPresent(
                node ->
                    node.complain(
                        "\"" + key + "\" says something of an access, and this is none",
                        "move the rule to \"access\", or take the line out"));
      }
    }
  }

  private void add(YamlNode at, Rule rule) {
    if (!keysOfThisDocument.add(rule.key())) {
      at.complain(
          "\"" + rule.member().display() + "\" has a rule in this document already",
          "join the two");
      return;
    }
    if (rule.member().role() == Role.MAP && rule.member().name().equals(Member.ANY)) {
      at.complain(
          "\"*\" is no name of a mapping, and classes are told by those names",
          "name each member that maps");
    }
    // Removed first, so that the order is that of the last word.
    parts.rules.remove(rule.key());
    parts.rules.put(rule.key(), withTakes(at, rule));
  }

  /** A receiver is what its type is. */
  private Rule withTakes(YamlNode at, Rule rule) {
    Member m = rule.member();
    boolean open = m.takes() == null && m.operand() == Member.RECEIVER && !rule.neutral();
    if (!open || m.role() == Role.MAP || m.role() == Role.CONSENT) {
      return rule;
    }
    Subject subject = rule.owner() == null ? null : parts.subjectNamed(m.owner());
    if (subject == null) {
      at.complain(
          "the receiver of \"" + m.display() + "\" is no table, entry, page or cursor",
          "name its type under \"types\", or add a line such as \"on: any argument\"");
      return rule;
    }
    return rule.taking(new Carrier(subject, Form.ONE));
  }

  private static Integer operand(YamlNode node) {
    String text = node.text().orElse("receiver");
    switch (text) {
      case "receiver":
        return Member.RECEIVER;
      case "any argument":
        return Member.ANY_ARGUMENT;
      case "anywhere":
        return Member.ANYWHERE;
      default:
        if (text.matches("argument \\d{1,3}")) {
          return Integer.parseInt(text.substring("argument ".length()));
        }
        node.complain(
            "\"" + text + "\" is no operand",
            "write receiver, argument 0 (the first), any argument, or anywhere");
        return Member.RECEIVER;
    }
  }

  private static Optional<Callback> callback(YamlNode node) {
    Optional<YamlMap> map = node.map(Set.of("argument", "parameter", "receives"));
    if (map.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt argument =
        map.get()
            .require("argument", "argument: 0")
            .map(YamlNode::number)
            .orElse(OptionalInt.empty());
    OptionalInt parameter =
        map.get().get("parameter").map(YamlNode::number).orElse(OptionalInt.of(0));
    Optional<Carrier> receives =
        map.get().require("receives", "receives: page").flatMap(Carriers::read);
    return argument.isEmpty() || parameter.isEmpty() || receives.isEmpty()
        ? Optional.empty()
        : Optional.of(new Callback(argument.getAsInt(), parameter.getAsInt(), receives.get()));
  }
}
