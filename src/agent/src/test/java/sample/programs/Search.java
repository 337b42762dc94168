package sample.programs;

import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Lucene indexes documents and finds them again. */
final class Search {
  private Search() {}

  public static void main(String[] args) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(null))) {
        for (int i = 0; i < 1000; i++) {
          Document document = new Document();
          document.add(new StringField("number", Integer.toString(i), Field.Store.YES));
          document.add(new StringField("even", Boolean.toString(i % 2 == 0), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        System.out.println(searcher.count(new TermQuery(new Term("even", "true"))));
        System.out.println(searcher.count(new PrefixQuery(new Term("number", "7"))));
        var hit = searcher.search(new TermQuery(new Term("number", "421")), 1).scoreDocs[0];
        System.out.println(searcher.storedFields().document(hit.doc).get("number"));
      }
    }
  }
}
