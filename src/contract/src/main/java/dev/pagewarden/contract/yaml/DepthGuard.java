package dev.pagewarden.contract.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/** Finds nesting that would exhaust the composer's stack, which recurses; the parser does not. */
final class DepthGuard {
  private DepthGuard() {}

  static Optional<Place> firstTooDeep(String file, String text, int limit, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > limit) {
        return event.getStartMark().map(m -> YamlReader.place(file, m));
      }
    }
    return Optional.empty();
  }
}
