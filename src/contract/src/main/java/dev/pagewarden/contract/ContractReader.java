package dev.pagewarden.contract;

import dev.pagewarden.contract.yaml.YamlMap;
import dev.pagewarden.contract.yaml.YamlNode;
import dev.pagewarden.contract.yaml.YamlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sections of one document that are not rules. */
final class ContractReader {
  private static final String VERSION = "1";
  private static final Set<String> SECTIONS =
      Set.of(
          "version",
          "types",
          "iterates",
          "buffers",
          "exporters",
          "consent-annotations",
          "map",
          "unmap",
          "derive",
          "access",
          "dma",
          "consent",
          "neutral",
          "scramble");
  private static final Set<String> TYPE_KINDS =
      Set.of("table", "entry", "page", "cursor", "attachment", "service");

  private final ContractSource source;
  private final ContractParts parts;

  ContractReader(ContractSource source, ContractParts parts) {
    this.source = source;
    this.parts = parts;
  }

  void read() {
    YamlReader.read(source.name(), source.text(), parts.mistakes)
        .flatMap(root -> root.map(SECTIONS))
        .ifPresent(this::readSections);
  }

  private void readSections(YamlMap root) {
    root.get("version")
        .filter(node -> !node.text().orElse(VERSION).equals(VERSION))
        .ifPresent(node -> node.complain("this version is not known", "write 1, or update"));
    root.get("types").flatMap(node -> node.map(TYPE_KINDS)).ifPresent(this::readTypes);
    root.get("iterates").ifPresent(this::readIterates);
    root.get("buffers").ifPresent(node -> node.items().forEach(this::readBuffer));
    root.get("exporters").ifPresent(node -> node.items().forEach(this::readExporter));
    root.get("consent-annotations")
        .ifPresent(node -> node.texts().forEach(t -> parts.consentAnnotations.put(t, true)));
    // Rules come after types: they look types up.
    RuleReader rules = new RuleReader(source.name(), parts);
    for (Role role : Role.values()) {
      root.get(RuleReader.section(role))
          .ifPresent(node -> node.items().forEach(item -> rules.read(role, item)));
    }
    root.get("neutral").ifPresent(node -> node.items().forEach(rules::readNeutral));
    root.get("scramble").ifPresent(node -> node.items().forEach(this::readScramble));
  }

  private void readTypes(YamlMap types) {
    Map<String, String> kinds = new HashMap<>();
    for (String kind : TYPE_KINDS.stream().sorted().toList()) {
      for (YamlNode item : types.get(kind).map(YamlNode::items).orElse(List.of())) {
        typeName(item).ifPresent(name -> readType(item, kind, name, kinds.put(name, kind)));
      }
    }
  }

  private void readType(YamlNode at, String kind, String name, String otherKind) {
    if (otherKind != null) {
      at.complain("\"" + name + "\" is already named as " + otherKind, "name it once");
    }
    Subject subject = Carriers.subject(kind);
    if (subject == null) {
      parts.services.put(name, true);
    } else {
      parts.subjects.put(name, subject);
    }
  }

  private void readIterates(YamlNode node) {
    for (Map.Entry<String, YamlNode> entry : node.entries().orElse(Map.of()).entrySet()) {
      Subject subject = Carriers.subject(entry.getKey());
      if (subject == null) {
        entry.getValue().complain("\"" + entry.getKey() + "\" is no subject", Carriers.SUBJECTS);
      } else {
        entry.getValue().choice(Subject.class).ifPresent(s -> parts.elements.put(subject, s));
      }
    }
  }

  private void readBuffer(YamlNode node) {
    node.map(Set.of("type", "name", "exporter"))
        .ifPresent(
            map ->
                required(map, "type", "type: DmaBuf")
                    .ifPresent(
                        type ->
                            parts.buffers.put(
                                type,
                                new BufferType(
                                    type, optional(map, "name"), optional(map, "exporter")))));
  }

  private void readExporter(YamlNode node) {
    node.map(Set.of("type", "map", "unmap"))
        .ifPresent(
            map -> {
              Optional<String> type = required(map, "type", "type: DmaBufOps");
              Optional<String> mapMethod = required(map, "map", "map: mapDmaBuf");
              if (type.isPresent() && mapMethod.isPresent()) {
                parts.exporters.put(
                    type.get(), new Exporter(type.get(), mapMethod.get(), optional(map, "unmap")));
              }
            });
  }

  private void readScramble(YamlNode node) {
    node.map(Set.of("table", "first", "entry", "next", "entries", "link", "keep-low-bits"))
        .ifPresent(this::readScramble);
  }

  private void readScramble(YamlMap map) {
    Optional<String> table = required(map, "table", "table: SgTable");
    String entries = optional(map, "entries");
    boolean chained = entries == null;
    String first = chained ? required(map, "first", "first: firstEntry").orElse(null) : null;
    Optional<String> entry = required(map, "entry", "entry: Scatterlist");
    String next = chained ? required(map, "next", "next: next").orElse(null) : null;
    Optional<String> link = required(map, "link", "link: pageLink");
    int keep = keptBits(map);
    boolean walkable = !chained || first != null && next != null;
    if (table.isPresent() && walkable && entry.isPresent() && link.isPresent()) {
      parts.scrambles.put(
          table.get(),
          new Scramble(table.get(), first, entry.get(), next, entries, link.get(), keep));
    }
  }

  private static int keptBits(YamlMap map) {
    Optional<YamlNode> node = map.require("keep-low-bits", "keep-low-bits: 8");
    int bits = node.map(n -> n.number().orElse(0)).orElse(0);
    if (bits > 63) {
      node.get().complain("a link has 64 bits, and some must be flipped", "write 0 to 63");
    }
    return Math.min(bits, 63);
  }

  private static Optional<String> required(YamlMap map, String key, String example) {
    return map.require(key, example).flatMap(ContractReader::typeName);
  }

  private static String optional(YamlMap map, String key) {
    return map.get(key).flatMap(ContractReader::typeName).orElse(null);
  }

  /** A type or member name; both consist of Java names. */
  private static Optional<String> typeName(YamlNode node) {
    Optional<String> name = node.text();
    if (name.isPresent() && !Names.isQualified(name.get())) {
      node.complain(
          "\"" + name.get() + "\" is no Java name", "write a name such as SgTable or a.b.SgTable");
      return Optional.empty();
    }
    return name;
  }
}
