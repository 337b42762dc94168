package dev.pagewarden.contract;

import dev.pagewarden.contract.yaml.Mistakes;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the documents have said so far; later entries replace earlier ones by key. */
final class ContractParts {
  final Mistakes mistakes = new Mistakes();

  /** By {@link Rule#key}. */
  final Map<String, Rule> rules = new LinkedHashMap<>();

  /** By type name. */
  final Map<String, Subject> subjects = new LinkedHashMap<>();

  final Map<String, Boolean> services = new LinkedHashMap<>();
  final Map<String, Exporter> exporters = new LinkedHashMap<>();
  final Map<String, BufferType> buffers = new LinkedHashMap<>();
  final Map<String, Boolean> consentAnnotations = new LinkedHashMap<>();
  final Map<String, Scramble> scrambles = new LinkedHashMap<>();
  final Map<Subject, Subject> elements = new EnumMap<>(Subject.class);

  /** Returns what a type named so is, where it may be named more fully here than there; or null. */
  Subject subjectNamed(String type) {
    for (Map.Entry<String, Subject> known : subjects.entrySet()) {
      if (new TypeName(known.getKey()).matches(type.replace('.', '/'))
          || new TypeName(type).matches(known.getKey().replace('.', '/'))) {
        return known.getValue();
      }
    }
    return null;
  }

  Map<String, Boolean> apiTypes() {
    Map<String, Boolean> types = new LinkedHashMap<>(services);
    subjects.keySet().forEach(type -> types.put(type, true));
    buffers.keySet().forEach(type -> types.put(type, true));
    return types;
  }
}
