package dev.pagewarden.contract.yaml;

import java.util.Map;
import java.util.Optional;

/** A mapping in a YAML document, already rid of keys that have no business in it. */
public final class YamlMap {
  private final YamlNode self;
  private final Map<String, YamlNode> values;

  YamlMap(YamlNode self, Map<String, YamlNode> values) {
    this.self = self;
    this.values = values;
  }

  /** Returns the mapping as a value, for its place and for complaints. */
  public YamlNode self() {
    return self;
  }

  /** Returns whether the key stands in the mapping. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Returns the key's value, or empty if the key is not there. */
  public Optional<YamlNode> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Returns the key's value, or empty and a mistake.
   *
   * @param key the key that must be there
   * @param example how the missing line could look
   */
  public Optional<YamlNode> require(String key, String example) {
    if (!values.containsKey(key)) {
      self.complain("\"" + key + "\" is missing", "add a line such as \"" + example + "\"");
    }
    return get(key);
  }
}
