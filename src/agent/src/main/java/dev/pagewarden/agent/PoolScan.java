package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Exporter;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Tells from a class file's constant pool whether the class has to be looked at. Nearly all classes
 * leave here, at the price of one pass over the pool's texts.
 */
final class PoolScan {
  private static final int UTF8 = 1;
  private static final String BUILT_IN = "built-in.words";

  /** Bytes that follow the tag of each constant but a text (JVMS 4.4); 0 where there is no tag. */
  private static final int[] SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  /** Returns how many bytes follow a constant's tag; 0 if the tag is not known. */
  static int size(int tag) {
    return tag < 0 || tag >= SIZES.length ? 0 : SIZES[tag];
  }

  private final Vocabulary vocabulary;
  private final byte[][] partyNames;

  private PoolScan(Vocabulary vocabulary, Collection<String> parties) {
    this.vocabulary = vocabulary;
    this.partyNames = new byte[parties.size()][];
    int i = 0;
    for (String party : parties) {
      partyNames[i++] = party.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Returns the test for a contract. */
  static PoolScan of(Contract contract) {
    return new PoolScan(contract.vocabulary(), parties(contract));
  }

  /**
   * Returns the test for the built-in contract, without reading that.
   *
   * @throws IOException if the agent's jar cannot be read
   */
  static PoolScan ofBuiltIn() throws IOException {
    List<String> maps = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    List<String> parties = new ArrayList<>();
    try (InputStream in = PoolScan.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IOException("the agent's jar lacks " + BUILT_IN);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (StringTokenizer lines = new StringTokenizer(text, "\n"); lines.hasMoreTokens(); ) {
        String line = lines.nextToken();
        String word = line.substring(line.indexOf(' ') + 1);
        switch (line.charAt(0)) {
          case 'm' -> maps.add(word);
          case 's' -> subjects.add(word);
          case 'p' -> parties.add(word);
          default -> {} // A comment.
        }
      }
    }
    return new PoolScan(new Vocabulary(maps, subjects), parties);
  }

  /** Returns the simple names of types that take part in mappings but are not followed. */
  static Set<String> parties(Contract contract) {
    Set<String> names = new LinkedHashSet<>();
    for (Exporter exporter : contract.exporters()) {
      names.add(simple(exporter.type()));
    }
    for (Member member : contract.members()) {
      if (!member.owner().equals(Member.ANY)) {
        names.add(simple(member.owner()));
      }
    }
    return names;
  }

  /**
   * Returns whether a class file mentions a word of the contract: a method that maps, a type that
   * is followed, or, in a descriptor, a type that takes part (an exporter's callback on its
   * buffer).
   */
  boolean concerns(byte[] classFile) {
    int count = unsigned(classFile, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      int tag = classFile[at];
      if (tag == UTF8) {
        int length = unsigned(classFile, at + 1);
        if (mentions(classFile, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else {
        if (size(tag) == 0) {
          // A constant of a later class file version: look closer.
          return true;
        }
        at += 1 + size(tag);
        if (tag == 5 || tag == 6) {
          i++;
        }
      }
    }
    return false;
  }

  private boolean mentions(byte[] text, int start, int length) {
    if (vocabulary.mentions(text, start, length) != 0) {
      return true;
    }
    return length > 2 && text[start] == '(' && namesParty(text, start, start + length);
  }

  private boolean namesParty(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] == ';') {
        for (byte[] name : partyNames) {
          if (endsWith(text, start, i, name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] text, int start, int end, byte[] name) {
    int from = end - name.length;
    if (from <= start) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (text[from + i] != name[i]) {
        return false;
      }
    }
    byte before = text[from - 1];
    return before == '/' || before == '$' || before == 'L';
  }

  private static int unsigned(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  private static String simple(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }
}
