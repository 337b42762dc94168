package dev.pagewarden.contract.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML document. The methods that take it for something note a mistake where it is
 * something else.
 */
public final class YamlNode {
  private final String file;
  private final Node node;
  private final Mistakes mistakes;

  YamlNode(String file, Node node, Mistakes mistakes) {
    this.file = file;
    this.node = node;
    this.mistakes = mistakes;
  }

  /** Returns where the value begins. */
  public Place place() {
    return YamlReader.place(file, node);
  }

  /**
   * Notes a mistake at this value.
   *
   * @param what what is wrong
   * @param mend how to mend it
   */
  public void complain(String what, String mend) {
    mistakes.add(place(), what, mend);
  }

  /** Returns whether the value is a scalar. */
  public boolean isText() {
    return node instanceof ScalarNode;
  }

  /** Returns whether the value is a mapping. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Returns the scalar's text without surrounding blanks, or empty and a mistake. */
  public Optional<String> text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    complain("a word or phrase is expected here, not " + shape(), "write one");
    return Optional.empty();
  }

  /** Returns the whole number from 0 on that the scalar is, or empty and a mistake. */
  public OptionalInt number() {
    if (node instanceof ScalarNode scalar && scalar.getValue().strip().matches("\\d{1,9}")) {
      return OptionalInt.of(Integer.parseInt(scalar.getValue().strip()));
    }
    complain("a whole number is expected here, not " + shape(), "write one, from 0 on");
    return OptionalInt.empty();
  }

  /**
   * Returns the constant that the scalar names in lower case ({@code page} for {@code PAGE}), or
   * empty and a mistake that lists the choices.
   */
  public <E extends Enum<E>> Optional<E> choice(Class<E> type) {
    String word = isText() ? ((ScalarNode) node).getValue().strip() : null;
    List<String> choices = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(word)) {
        return Optional.of(constant);
      }
      choices.add(name);
    }
    complain(shape() + " is none of the choices", "write one of " + String.join(", ", choices));
    return Optional.empty();
  }

  /** Returns the items of a sequence; any other value counts as a sequence of itself. */
  public List<YamlNode> items() {
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(new YamlNode(file, item, mistakes)));
      return List.copyOf(items);
    }
    return isNothing() ? List.of() : List.of(this);
  }

  /** Returns the words of a sequence of scalars, without those that are none (mistakes). */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    items().forEach(item -> item.text().ifPresent(texts::add));
    return List.copyOf(texts);
  }

  /**
   * Returns the mapping; keys that are not known or stand twice are mistakes and left out.
   *
   * @param known the keys that may stand in it
   */
  public Optional<YamlMap> map(Set<String> known) {
    return entries().map(entries -> new YamlMap(this, only(entries, known)));
  }

  /**
   * Returns the mapping's values by key, in order, whatever the keys are; keys that stand twice are
   * mistakes.
   */
  public Optional<Map<String, YamlNode>> entries() {
    if (!(node instanceof MappingNode mapping)) {
      complain("\"key: value\" pairs are expected here, not " + shape(), "write some");
      return Optional.empty();
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple pair : mapping.getValue()) {
      YamlNode key = new YamlNode(file, pair.getKeyNode(), mistakes);
      YamlNode value = new YamlNode(file, pair.getValueNode(), mistakes);
      key.text()
          .filter(name -> entries.putIfAbsent(name, value) != null)
          .ifPresent(name -> key.complain("\"" + name + "\" stands here twice", "join the two"));
    }
    return Optional.of(entries);
  }

  private Map<String, YamlNode> only(Map<String, YamlNode> entries, Set<String> known) {
    for (NodeTuple pair : ((MappingNode) node).getValue()) {
      if (pair.getKeyNode() instanceof ScalarNode key && !known.contains(key.getValue().strip())) {
        YamlNode at = new YamlNode(file, key, mistakes);
        at.complain(
            "\"" + key.getValue() + "\" is not known here", Spelling.mend(key.getValue(), known));
      }
    }
    entries.keySet().retainAll(known);
    return entries;
  }

  boolean isNothing() {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().isEmpty();
  }

  private String shape() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isBlank() ? "nothing" : "\"" + scalar.getValue() + "\"";
    }
    return node instanceof MappingNode ? "\"key: value\" pairs" : "a list";
  }
}
