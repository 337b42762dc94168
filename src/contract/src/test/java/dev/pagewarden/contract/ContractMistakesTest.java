package dev.pagewarden.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractMistakesTest {
  private static List<String> mistakes(String... texts) {
    List<ContractSource> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(new ContractSource("p" + sources.size() + ".yaml", text));
    }
    return Contract.load(sources).mistakes();
  }

  @Test
  void all_mistakes_of_all_documents_are_told_at_once() {
    List<String> mistakes =
        mistakes(
            """
            types:
              tabel: [Frame]
            access:
              - member: Page.peek
                kind: pages
                remedy: use Frame.address()
              - member: Page.poke
                kind: page
            """,
            """
            map:
              - member: acquire
            unmap:
              - membr: release
            """);
    assertEquals(
        List.of(
            "p0.yaml:2:3: \"tabel\" is not known here; write \"table\"",
            "p0.yaml:5:11: \"pages\" is none of the choices; write one of page, copy, service,"
                + " write, count",
            "p0.yaml:7:5: \"remedy\" is missing; add a line such as \"remedy: use"
                + " Scatterlist.dmaAddress()\"",
            "p1.yaml:2:5: \"result\" is missing; add a line such as \"result: table\"",
            "p1.yaml:4:5: \"membr\" is not known here; write \"member\"",
            "p1.yaml:4:5: no member is named; add a line such as \"member: SgTable.pages\""),
        mistakes);
  }

  @Test
  void exception_carries_them_all() {
    Contract.Loaded loaded =
        Contract.load(List.of(new ContractSource("a.yaml", "maps: []\nunmaps: []\n")));
    ContractException e = assertThrows(ContractException.class, loaded::orThrow);
    assertEquals(2, e.mistakes().size());
    assertTrue(e.getMessage().contains("a.yaml:1:1: \"maps\" is not known here; write \"map\""));
    assertTrue(e.getMessage().contains("a.yaml:2:1: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          derive: [{member: A.b, on: argument x, result: entry}] | no operand
          derive: [{member: A.b, on: argument -1, result: entry}] | no operand
          derive: [{member: A.b, result: list of entry}] | nothing that a value can be
          derive: [{member: A.b, result: [entry]}] | a word or phrase is expected here, not a list
          derive: [{member: A.b, result: array entry}] | nothing that a value can be
          derive: [{member: A..b}] | names no member
          derive: [{member: A.b(int}] | names no member
          derive: [{member: "A.b(int,)"}] | names no member
          derive: [{field: A.b(int)}] | names no member
          derive: [{member: "*.*"}] | names no member
          derive: [{member: 1a.b}] | names no member
          derive: [{members: []}] | no member is named
          derive: [{member: A.b, kind: page}] | says something of an access
          derive: [{member: A.b}, {member: A.b}] | has a rule in this document already
          derive: [{member: A.b, callback: {argument: x, receives: page}}] | whole number
          derive: [{member: A.b, callback: {argument: 0}}] | "receives" is missing
          derive: A.b | "key: value" pairs are expected here
          types: {table: [a b]} | no Java name
          types: {table: [X], page: [X]} | already named as page
          types: [SgTable] | "key: value" pairs are expected here
          iterates: {tables: entry} | no subject
          buffers: [{name: x}] | "type" is missing
          exporters: [{type: Ops}] | "map" is missing
          scramble: [{table: T, first: f, entry: E, next: n, link: l, keep-low-bits: 64}] | 64 bits
          scramble: [{table: T, first: f, entry: E, next: n, keep-low-bits: 8}] | "link" is missing
          derive: [{member: A.b}] | the receiver of "A.b()" is no table
          derive: [{member: b}] | the receiver of "b()" is no table
          map: [{member: Camera.*, result: table}] | no name of a mapping
          version: 2 | this version is not known
          just words | "key: value" pairs are expected here
          [1, 2] | "key: value" pairs are expected here
          neutral: [{a: b}] | a word or phrase is expected here
          map: [{member: x, result: table}]: y | not YAML
          a: *x | not YAML
          a: [ | not YAML
          dma: [A.b, A.b] | has a rule in this document already
          """)
  void mistake_is_told_with_its_place(String text, String what) {
    List<String> mistakes = mistakes(text);
    assertTrue(
        mistakes.stream().anyMatch(m -> m.matches("p0\\.yaml:1:\\d+: .*; .+") && m.contains(what)),
        mistakes.toString());
  }

  @Test
  void doubled_key_is_told_where_it_stands_again() {
    assertEquals(
        List.of("p0.yaml:3:1: \"dma\" stands here twice; join the two"),
        mistakes("dma: [SgTable.b]\nversion: 1\ndma: [SgTable.c]\n"));
  }

  @Test
  void second_document_is_told() {
    assertTrue(
        mistakes("version: 1\n---\nversion: 1\n").get(0).startsWith("p0.yaml:3:1: a second"),
        mistakes("version: 1\n---\nversion: 1\n").toString());
  }

  @Test
  void deep_nesting_and_alias_bombs_are_refused_not_suffered() {
    assertTrue(mistakes("[".repeat(100_000)).get(0).contains("nested more than 50 deep"));
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias))));
    }
    assertTrue(
        mistakes(bomb.toString()).get(0).contains("aliases"), mistakes(bomb.toString()).toString());
    assertEquals(1, mistakes("dma: &a [*a]\n").size());
  }

  @Test
  void no_type_is_ever_instantiated() {
    List<String> mistakes = mistakes("!!javax.script.ScriptEngineManager {a: b}\n");
    assertEquals(
        List.of(
            "p0.yaml:1:37: \"a\" is not known here; write one of "
                + "access, buffers, consent, consent-annotations, derive, dma, exporters, iterates,"
                + " map, neutral, scramble, types, unmap, version"),
        mistakes);
  }

  @Test
  void empty_document_says_nothing() {
    assertEquals(List.of(), mistakes("", "# only a comment\n", "---\n"));
  }
}
