package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.Detector2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The XML files that SpotBugs reads: a gap in them keeps the jar from loading. */
class MetadataTest {
  private final Document plugin = parse("findbugs.xml");
  private final Document messages = parse("messages.xml");

  @Test
  void every_pattern_has_messages_and_every_message_a_pattern() {
    assertFalse(names(plugin, "BugPattern", "type").isEmpty());
    assertEquals(names(plugin, "BugPattern", "type"), names(messages, "BugPattern", "type"));
  }

  @Test
  void every_detector_has_a_description_and_every_description_a_detector() {
    assertFalse(names(plugin, "Detector", "class").isEmpty());
    assertEquals(names(plugin, "Detector", "class"), names(messages, "Detector", "class"));
  }

  @Test
  void every_code_and_category_in_use_is_declared_and_described() {
    SortedSet<String> codes = names(plugin, "BugPattern", "abbrev");
    assertEquals(codes, names(plugin, "BugCode", "abbrev"));
    assertEquals(codes, names(messages, "BugCode", "abbrev"));
    SortedSet<String> categories = names(plugin, "BugPattern", "category");
    assertEquals(categories, names(plugin, "BugCategory", "category"));
    assertEquals(categories, names(messages, "BugCategory", "category"));
  }

  @Test
  void every_pattern_is_reported_by_a_detector() {
    SortedSet<String> reported = new TreeSet<>();
    for (Element detector : elements(plugin, "Detector")) {
      Stream.of(detector.getAttribute("reports").split(","))
          .filter(type -> !type.isEmpty())
          .forEach(reported::add);
    }
    assertEquals(names(plugin, "BugPattern", "type"), reported);
  }

  @Test
  void every_detector_is_a_class_that_spotbugs_can_create() throws Exception {
    for (String name : names(plugin, "Detector", "class")) {
      Class<?> detector = Class.forName(name);
      assertTrue(Detector2.class.isAssignableFrom(detector), name);
      detector.getConstructor(edu.umd.cs.findbugs.BugReporter.class);
      // Hosts before 4.9 have no default implementation.
      assertEquals(detector, detector.getMethod("getDetectorClassName").getDeclaringClass());
    }
  }

  @Test
  void every_pattern_has_a_full_page() {
    for (Element pattern : elements(messages, "BugPattern")) {
      String type = pattern.getAttribute("type");
      String page = text(pattern, "Details");
      for (String section : List.of("What goes wrong", "Bad", "Good", "The kernel's rule")) {
        assertTrue(page.contains("<h3>" + section + "</h3>"), type + " lacks " + section);
      }
      assertFalse(text(pattern, "ShortDescription").contains("{"), type);
      assertTrue(text(pattern, "LongDescription").contains("{1}"), type);
    }
  }

  @Test
  void every_pattern_has_the_rank_of_its_severity() throws IOException {
    List<String> ranks = lines("bugrank.txt");
    for (String type : names(plugin, "BugPattern", "type")) {
      assertTrue(ranks.contains("1 BugPattern " + type), type + " is not ranked scariest");
    }
    assertEquals(names(plugin, "BugPattern", "type").size(), ranks.size());
  }

  private static Document parse(String resource) {
    try (InputStream in = resource(resource)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    } catch (Exception e) {
      throw new AssertionError(resource + " is no XML", e);
    }
  }

  private static List<String> lines(String resource) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource(resource), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Opens ours, not the file of the same name in SpotBugs' own jar. */
  private static InputStream resource(String name) throws IOException {
    return new java.net.URL(
            PageAccessDetector.class.getProtectionDomain().getCodeSource().getLocation(), name)
        .openStream();
  }

  private static SortedSet<String> names(Document document, String element, String attribute) {
    SortedSet<String> names = new TreeSet<>();
    for (Element found : elements(document, element)) {
      names.add(found.getAttribute(attribute));
    }
    return names;
  }

  private static List<Element> elements(Document document, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }
}
