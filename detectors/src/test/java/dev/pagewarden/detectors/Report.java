package dev.pagewarden.detectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a run of SpotBugs said.
 *
 * @param bugs all bugs in the report's order
 * @param errors the messages of its errors
 * @param missing the classes it missed
 * @param console standard output and error
 */
record Report(List<Bug> bugs, List<String> errors, List<String> missing, String console) {

  /** Reads an XML report. */
  static Report read(Path xml, String console) throws IOException {
    Element root = parse(xml).getDocumentElement();
    List<Bug> bugs = new ArrayList<>();
    for (Element bug : children(root, "BugInstance")) {
      bugs.add(bug(bug));
    }
    List<String> errors = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Element group : children(root, "Errors")) {
      children(group, "Error").forEach(e -> errors.add(text(e, "ErrorMessage")));
      children(group, "MissingClass").forEach(e -> missing.add(e.getTextContent()));
    }
    return new Report(List.copyOf(bugs), List.copyOf(errors), List.copyOf(missing), console);
  }

  /** Returns the bugs of a pattern. */
  List<Bug> of(String type) {
    return bugs.stream().filter(bug -> bug.type().equals(type)).toList();
  }

  private static Bug bug(Element bug) {
    List<Element> methods = children(bug, "Method");
    List<Bug.Line> lines = new ArrayList<>();
    for (Element line : children(bug, "SourceLine")) {
      String at = line.getAttribute("sourcefile") + ":" + line.getAttribute("start");
      lines.add(new Bug.Line(line.getAttribute("role"), at));
    }
    Map<String, String> properties = new TreeMap<>();
    for (Element property : children(bug, "Property")) {
      properties.put(property.getAttribute("name"), property.getAttribute("value"));
    }
    return new Bug(
        bug.getAttribute("type"),
        children(bug, "Class").get(0).getAttribute("classname"),
        methods.isEmpty()
            ? ""
            : methods.get(0).getAttribute("name") + methods.get(0).getAttribute("signature"),
        Integer.parseInt(bug.getAttribute("priority")),
        Integer.parseInt(bug.getAttribute("rank")),
        bug.getAttribute("instanceHash"),
        text(bug, "LongMessage"),
        lines,
        properties);
  }

  private static String text(Element parent, String name) {
    return children(parent, name).get(0).getTextContent();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Document parse(Path xml) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(xml + " is no XML", e);
    }
  }
}
