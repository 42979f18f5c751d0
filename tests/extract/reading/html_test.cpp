#include "reading/html.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

HtmlArticle read(const std::string& page) {
  auto article = read_html(page, {});
  EXPECT_TRUE(article) << to_string(article.error());
  return article ? *article : HtmlArticle();
}

constexpr const char* kParagraphs[] = {
    "La Corée du Nord a envoyé des soldats en Russie, selon le renseignement sud-coréen, qui cite des photos.",
    "Moscou n’a pas confirmé. Le porte-parole du Kremlin, Dmitri Peskov, a renvoyé les journalistes au ministère.",
    "À Séoul, le gouvernement étudie l’envoi d’armes à l’Ukraine, une première depuis le début de la guerre."};

std::string page(const std::string& head, const std::string& body) {
  return "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=utf-8>" + head + "</head><body>" + body +
         "</body></html>";
}

std::string article_tag() {
  std::string result = "<article><h1>Des soldats pour Moscou</h1>";
  for (const char* paragraph : kParagraphs) result += std::string("<p>") + paragraph + "</p>\n";
  return result + "</article>";
}

std::string expected_text() {
  std::string result = "Des soldats pour Moscou";
  for (const char* paragraph : kParagraphs) result += std::string("\n") + paragraph;
  return result + "\n";
}

TEST(Html, KeepsTheArticleAndNothingElse) {
  const std::string furniture[] = {
      "<nav><ul><li><a href=/>Accueil</a><li><a href=/monde>Monde, la rubrique de toute l’actualité "
      "internationale.</a></ul></nav>",
      "<script>var x = '<p>Un texte de script qui ressemble à un paragraphe, avec un point final.</p>';</script>",
      "<style>p::after { content: 'Un style avec une phrase entière.' }</style>",
      "<aside><p>Une colonne de côté avec une phrase entière qui n’est pas de l’article.</p></aside>",
      "<div class=\"related-posts\"><p>Un autre article, avec une phrase entière et un point final.</p></div>",
      "<div hidden><p>Un texte caché avec une phrase entière, que personne ne voit jamais.</p></div>",
      "<div role=navigation><p>Un menu avec une phrase entière, qui mène vers d’autres pages.</p></div>",
      "<footer><p>Tous droits réservés, toute reproduction est interdite sans accord écrit.</p></footer>",
      "<p><a href=/x>Lire aussi : la Corée du Nord, de plus en plus proche de la Russie.</a></p>",
      "<p>Lire aussi : la Corée du Nord, de plus en plus proche de la Russie.</p>",
      "<figure><img src=x><figcaption>Kim Jong-un à Vladivostok, en 2019, lors d’une visite.</figcaption></figure>",
      "<!-- <p>Un commentaire avec une phrase entière et un point final.</p> -->"};
  for (const std::string& extra : furniture) {
    EXPECT_EQ(read(page("", extra + article_tag())).text, expected_text()) << extra;
    std::string inside = article_tag();
    inside.insert(inside.find("</p>") + 4, extra);
    EXPECT_EQ(read(page("", inside)).text, expected_text()) << extra;
  }
}

TEST(Html, FindsTheArticleWithoutMarks) {
  std::string body =
      "<div id=top><a href=/>Accueil</a> <a href=/a>Monde</a></div><div><h1>Des soldats pour Moscou</h1><div>";
  for (const char* paragraph : kParagraphs) body += std::string("<div>") + paragraph + "</div>";
  body += "</div></div><div><ul><li><a href=/1>Un titre d’article sur un autre sujet</a></li></ul></div>";
  EXPECT_EQ(read(page("", body)).text, expected_text());
}

TEST(Html, BreaksParagraphsAtDoubleLineBreaks) {
  const std::string body = std::string("<article><h1>Des soldats pour Moscou</h1>") + kParagraphs[0] + "<br><br>\n" +
                           kParagraphs[1] + "<br/> <br/>" + kParagraphs[2] + "</article>";
  EXPECT_EQ(read(page("", body)).text, expected_text());
}

TEST(Html, ReadsMetadata) {
  const HtmlArticle article = read(page(
      R"(<title>Des soldats pour Moscou - Le Journal</title>
         <meta property="article:published_time" content="2024-10-28T08:00:00+01:00">
         <meta property="og:title" content="Des soldats pour Moscou &amp; après">
         <link rel=canonical href="https://journal.example/monde/soldats">)",
      article_tag()));
  EXPECT_EQ(article.title, "Des soldats pour Moscou & après");
  EXPECT_EQ(article.published, "2024-10-28");
  EXPECT_EQ(article.language, "fr");
  EXPECT_EQ(article.url, "https://journal.example/monde/soldats");
}

TEST(Html, LinkedDataGoesFirst) {
  const HtmlArticle article = read(page(
      R"(<meta name=date content="2020-01-01"><script type="application/ld+json">
         {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "url": "https://o.example"},
          {"@type": ["NewsArticle"], "headline": "Titre", "datePublished": "2024-10-28", "inLanguage": "fr-FR",
           "mainEntityOfPage": {"@id": "https://journal.example/a"}, "author": {"@type": "Person", "url": "x"}}]}
         </script>)",
      article_tag()));
  EXPECT_EQ(article.title, "Titre");
  EXPECT_EQ(article.published, "2024-10-28");
  EXPECT_EQ(article.language, "fr-FR");
  EXPECT_EQ(article.url, "https://journal.example/a");
}

struct Dated {
  const char* head;
  const char* body;  // above the article
  const char* date;
};

TEST(Html, DatesOfPublication) {
  constexpr Dated cases[] = {
      {"", "<p class=date>Publié le 12 mars 2024 à 10h34</p>", "2024-03-12"},
      {"", "<time>12 mars 2024</time>", "2024-03-12"},
      {"", "<time datetime='2024-03-12T10:00'>mardi</time>", "2024-03-12"},
      {"", "<span itemprop=datePublished content='2024-03-12T10:34:00+01:00'>mardi</span>", "2024-03-12"},
      {"", "<meta itemprop=datePublished content=2024-03-12>", "2024-03-12"},
      {"", "<abbr class='published updated' title='2024-03-12T10:34:00Z'>mardi</abbr>", "2024-03-12"},
      {"", "<div class='entry-meta'><span class='entry-date'>12 mars 2024</span> par Awa</div>", "2024-03-12"},
      {"", "<div>Mis à jour le 14 mars 2024</div><div>Publié le 12 mars 2024</div>", "2024-03-12"},
      {"", "<time class=updated datetime=2024-03-14>14</time><time class=published datetime=2024-03-12>12</time>",
       "2024-03-12"},
      {"", "<div>Le 12/03/2024 à 10:34</div>", "2024-03-12"},
      {"<meta property='og:article:published_time' content='2024-03-12T09:00:00Z'>", "", "2024-03-12"},
      {"<meta name='DC.date.issued' content='2024-03-12'>", "<p>Publié le 11 mars 2024</p>", "2024-03-12"},
      {"<meta name='cXenseParse:recs:publishtime' content='2024-03-12T09:00:00Z'>", "", "2024-03-12"},
      {"<meta name=publish_date content='1710236040'>", "", "2024-03-12"},
      {"<meta property='article:modified_time' content='2024-03-14'>", "", "2024-03-14"},
      {"<meta property='article:modified_time' content='2024-03-14'>", "<p>12 mars 2024</p>", "2024-03-12"},
      {"<link rel=canonical href='https://j.example/monde/20240312-bamako.html'>", "", "2024-03-12"},
      {"<link rel=canonical href='https://j.example/2024/mar/12/bamako'>", "", "2024-03-12"},
      {R"(<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-03-12"}</script>)", "",
       "2024-03-12"},
      {R"(<script type="application/ld+json">{"@type":"WebPage","datePublished":"2023-01-01"}</script>
          <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-12"}</script>)",
       "", "2024-03-12"},
      // dates of something else
      {"<script>var expires = '2031-01-31'</script>", "", ""},
      {"", "<header><p class=date>Jeudi 14 mars 2024</p></header>", ""},
      {"", "<aside><time datetime=2024-03-14>14 mars</time></aside>", ""},
      {"", "<div class=comments><time datetime=2024-03-14>14 mars</time></div>", ""},
      {"", "<footer>Publié le 12 mars 2024</footer>", ""},
      {"<link rel=canonical href='https://j.example/article/20241912-x'>", "", ""},
  };
  for (const Dated& c : cases)
    EXPECT_EQ(read(page(c.head, c.body + article_tag())).published, c.date) << c.head << c.body;
}

struct Titled {
  const char* head;
  const char* body;
  const char* title;
};

TEST(Html, HeadlinesWithoutTheSite) {
  constexpr Titled cases[] = {
      {"<title>Mali - France : Bamako accuse Paris - Le Journal du Sahel</title>"
       "<meta property='og:title' content='Mali - France : Bamako accuse Paris | Le Journal du Sahel'>",
       "", "Mali - France : Bamako accuse Paris"},
      {"<title>Bamako accuse Paris | Monde | Le Journal</title>", "<h1>Bamako accuse Paris</h1>",
       "Bamako accuse Paris"},
      {"<title>Le Journal - Bamako accuse Paris de soutenir les rebelles</title>"
       "<meta property='og:site_name' content='Le Journal'>",
       "", "Bamako accuse Paris de soutenir les rebelles"},
      {"<title>Bamako accuse Paris - lejournal.example</title><link rel=canonical "
       "href='https://www.lejournal.example/a'>",
       "", "Bamako accuse Paris"},
      {"<title>Bamako accuse Paris : Le Journal</title>", "<h1>Bamako accuse Paris</h1>", "Bamako accuse Paris"},
      {"<title>Bamako accuse Paris - Le Journal</title>", "<h1>Le Journal</h1><h1>Bamako accuse Paris</h1>",
       "Bamako accuse Paris"},
      {"<meta property='og:title' content='Bamako accuse Paris de soutenir…'>",
       "<h1>Bamako accuse Paris de soutenir les rebelles</h1>", "Bamako accuse Paris de soutenir les rebelles"},
      {"<title>L&amp;#8217;Elysée réagit aux accusations de Bamako | Le Journal</title>", "",
       "L’Elysée réagit aux accusations de Bamako"},
      // a dash of the headline itself
      {"<title>Guerre en Ukraine - Moscou menace Paris</title>", "<h1>Guerre en Ukraine - Moscou menace Paris</h1>",
       "Guerre en Ukraine - Moscou menace Paris"},
      {"<title>Pourquoi le Mali accuse la France - et ce que dit Paris</title>", "",
       "Pourquoi le Mali accuse la France - et ce que dit Paris"},
  };
  std::string text;
  for (const char* paragraph : kParagraphs) text += std::string("<p>") + paragraph + "</p>";
  for (const Titled& c : cases) EXPECT_EQ(read(page(c.head, c.body + text)).title, c.title) << c.head << c.body;
}

TEST(Html, LinesThatLeadAway) {
  constexpr const char* lines[] = {
      "À LIRE AUSSI : La Corée du Nord, de plus en plus proche de la Russie de Vladimir Poutine.",
      "» Lire aussi - La Corée du Nord, de plus en plus proche de la Russie de Vladimir Poutine.",
      "→ À lire : La Corée du Nord, de plus en plus proche de la Russie de Vladimir Poutine.",
      "Read also: North Korea draws closer to the Russia of Vladimir Putin, an analysis of ours.",
      "Publié le 12 mars 2024 à 10h34 - Mis à jour le 13 mars 2024 à 08h01 - Temps de lecture : 3 min.",
      "Par Awa Diallo, avec AFP et Reuters, à Bamako et à Paris, pour Le Journal du Sahel, le 12 mars 2024 à 10h34"};
  for (const char* line : lines) {
    std::string inside = article_tag();
    inside.insert(inside.find("</p>") + 4, std::string("<p>") + line + "</p>");
    EXPECT_EQ(read(page("", inside)).text, expected_text()) << line;
  }
}

TEST(Html, ArticleBodyChoosesTheParagraphs) {
  std::string body;
  for (const char* paragraph : kParagraphs) body += std::string(paragraph) + " ";
  const std::string head =
      "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"articleBody\": \"" + body + "\"}</script>";
  std::string inside = article_tag();
  inside.insert(inside.find("</p>") + 4,
                "<p>Une phrase que le journal ne compte pas dans son article, pour finir.</p>");
  EXPECT_EQ(read(page(head, inside)).text, expected_text());
  // A page that shows only the beginning: the record has the rest.
  EXPECT_EQ(read(page(head, std::string("<p>") + kParagraphs[0] + "</p>")).text,
            body.substr(0, body.size() - 1) + "\n");
}

TEST(Html, BrokenPagesAreRead) {
  EXPECT_EQ(read("<p>" + std::string(kParagraphs[0]) + "<p><b>" + kParagraphs[1] + "</i></div>").text,
            std::string(kParagraphs[0]) + "\n" + kParagraphs[1] + "\n");
}

std::string failure(const std::string& page) {
  ReadOptions options;
  options.source = "a.html";
  auto article = read_html(page, options);
  return article ? "read" : to_string(article.error());
}

std::string times(const char* text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST(Html, DepthLimit) {
  const std::string tail = std::string("<p>") + kParagraphs[0];
  // html, body and p are three more.
  EXPECT_EQ(failure(times("<div>", 508) + tail), "read");
  EXPECT_EQ(failure(times("<div>", 509) + tail), "read");
  EXPECT_EQ(failure(times("<div>", 510) + tail),
            "a.html: nests elements deeper than 512; save the article as plain text");
  EXPECT_NE(failure(times("<div>", 1'000'000) + tail), "read");
}

TEST(Html, AttributeLimit) {
  auto with_attributes = [](std::size_t count) {
    std::string tag = "<div";
    for (std::size_t i = 0; i < count; ++i) tag += " a" + std::to_string(i) + "=\"x y z\"";
    return tag + "><p>" + kParagraphs[0];
  };
  EXPECT_EQ(failure(with_attributes(255)), "read");
  EXPECT_EQ(failure(with_attributes(256)), "read");
  EXPECT_EQ(failure(with_attributes(257)),
            "a.html: has a tag with more than 256 attributes; save the article as plain text");
  // Text, comments and scripts have no attributes.
  EXPECT_EQ(failure("<script>if (a<b) x = '" + times(" y", 1000) + "'</script><p>" + kParagraphs[0]), "read");
  EXPECT_EQ(failure("<!-- <a" + times(" b", 1000) + " --><p>" + kParagraphs[0]), "read");
}

TEST(Html, PageWithoutArticle) {
  EXPECT_EQ(failure(page("", "<nav><a href=/>Accueil</a></nav>")),
            "a.html: is a page without an article; give the page of one article, or its text");
}

TEST(Html, EntitiesAreNotFetchedOrExpanded) {
  const std::string doctype =
      "<!DOCTYPE html [<!ENTITY secret SYSTEM \"file:///etc/hostname\"><!ENTITY lol \"lollol\">]>";
  const std::string text =
      read(doctype + "<p>Une phrase avec &secret; et &lol;, assez longue pour être un paragraphe.").text;
  EXPECT_NE(text.find("&secret;"), text.npos) << text;
  EXPECT_EQ(text.find("lollol"), text.npos) << text;
}

}  // namespace
}  // namespace entente
