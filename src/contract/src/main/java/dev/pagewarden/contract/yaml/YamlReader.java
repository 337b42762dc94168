package dev.pagewarden.contract.yaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads a YAML document into located nodes; no type is ever instantiated. */
public final class YamlReader {
  /** Deeper nesting than this is no configuration, and would exhaust the parser's stack. */
  private static final int MAX_DEPTH = 50;

  private YamlReader() {}

  /**
   * Reads a text that holds at most one document.
   *
   * @param file display name of the text, for messages
   * @param text the YAML
   * @param mistakes receives what is wrong with it
   * @return the root, or empty if the text is empty or is not YAML (then there is a mistake)
   */
  public static Optional<YamlNode> read(String file, String text, Mistakes mistakes) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setSchema(new FailsafeSchema())
            .build();
    try {
      Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
      Iterator<Node> documents = new Composer(settings, new DepthLimit(parser, MAX_DEPTH));
      if (!documents.hasNext()) {
        return Optional.empty();
      }
      Node root = documents.next();
      if (documents.hasNext()) {
        mistakes.add(
            place(file, documents.next()), "a second document begins", "keep one document a file");
      }
      return Optional.of(new YamlNode(file, root, mistakes)).filter(node -> !node.isNothing());
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().map(m -> place(file, m)).orElse(new Place(file, 1, 1));
      mistakes.add(place, "not YAML: " + oneLine(e.getProblem()), "mend the syntax");
    } catch (YamlEngineException e) {
      mistakes.add(new Place(file, 1, 1), "not YAML: " + oneLine(e.getMessage()), "mend the text");
    }
    return Optional.empty();
  }

  static Place place(String file, Node node) {
    return node.getStartMark().map(m -> place(file, m)).orElse(new Place(file, 1, 1));
  }

  static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String oneLine(String message) {
    return message == null ? "unreadable" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
