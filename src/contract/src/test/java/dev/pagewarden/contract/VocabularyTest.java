package dev.pagewarden.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void finds_what_splitting_the_text_finds() {
    Random random = new Random(20261123);
    List<String> maps = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      (i % 2 == 0 ? maps : subjects).add(word(random));
    }
    Vocabulary vocabulary = new Vocabulary(maps, subjects);
    Set<String> mapSet = new HashSet<>(maps);
    Set<String> subjectSet = new HashSet<>(subjects);
    int hits = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = text(random);
      int expected = 0;
      for (String token : text.split("[^a-cM]")) {
        expected |= mapSet.contains(token) ? Vocabulary.MAPS : 0;
        expected |= subjectSet.contains(token) ? Vocabulary.SUBJECTS : 0;
      }
      hits += expected == 0 ? 0 : 1;
      byte[] padded = ("M" + text + "M").getBytes(StandardCharsets.UTF_8);
      assertEquals(expected, vocabulary.mentions(padded, 1, padded.length - 2), text);
    }
    assertEquals(true, hits > 1000 && hits < 99_000);
  }

  @Test
  void name_with_a_dollar_is_heard_by_its_longest_part() {
    Vocabulary vocabulary = new Vocabulary(List.of("map$all"), List.of());
    assertEquals(Vocabulary.MAPS, vocabulary.mentions("map$all"));
    assertEquals(0, vocabulary.mentions("ma"));
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = 2 + random.nextInt(4); length > 0; length--) {
      word.append("abcM".charAt(random.nextInt(4)));
    }
    return word.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int words = random.nextInt(4); words > 0; words--) {
      text.append(word(random)).append("/;<.$(".charAt(random.nextInt(6)));
    }
    return text.append(random.nextBoolean() ? word(random) : "").toString();
  }
}
