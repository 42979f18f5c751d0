// Pages in the manner of many sites, written for this test: where they put their date, how they name themselves in
// titles, what stands around the text. Each must give its date, its headline and its text.
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "entente/extract/reading.h"

namespace entente {
namespace {

constexpr const char* kFrench[] = {
    "Le Mali a accusé la France de soutenir les rebelles, selon un communiqué publié mardi par la présidence à Bamako.",
    "« Nous répondrons à ces actes », a déclaré le colonel Assimi Goïta. Paris n’a pas réagi.",
    "La Russie a livré des hélicoptères au Mali dans la nuit, ont indiqué des sources militaires citées par la presse.",
    "Le 24 février 2022, la Russie avait envahi l’Ukraine. Depuis, ses livraisons d’armes se sont faites rares."};
constexpr const char* kEnglish[] = {
    "Mali has accused France of backing the rebels, according to a statement that the presidency published on Tuesday.",
    "“We will answer these acts,” said Colonel Assimi Goita. Paris did not react.",
    "Russia delivered helicopters to Mali during the night, said military sources quoted by several local newspapers.",
    "On 24 February 2022 Russia had invaded Ukraine. Since then its deliveries of arms have become rare."};

struct Site {
  const char* name;
  const char* language;
  const char* headline;
  const char* page;  // {h}: the headline, {1} … {4}: the paragraphs
  const char* date = "2024-03-12";
};

constexpr Site kSites[] = {
    {"paywalled daily, JSON-LD", "fr", "Bamako accuse Paris de soutenir les rebelles",
     R"(<html lang="fr"><head><title>{h}</title><meta property="og:title" content="{h}"><meta property="og:site_name" content="Le Quotidien">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebSite","name":"Le Quotidien"}</script>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"{h}","datePublished":"2024-03-12T10:34:00+0100","dateModified":"2024-03-13T08:00:00+0100","publisher":{"@type":"Organization","name":"Le Quotidien"},"isPartOf":{"@type":["CreativeWork","Product"],"name":"Le Quotidien"}}</script></head>
<body><header id="Header"><a href="/">Le Quotidien</a><p>Mercredi 13 mars 2024</p></header>
<main><section class="article__wrapper"><article class="article"><h1>{h}</h1><p class="article__desc">{1}</p>
<section class="meta"><span class="meta__date">Publié le 12 mars 2024 à 10h34, modifié le 13 mars 2024 à 08h00</span> <span>Temps de lecture 3 min.</span></section>
<p class="article__paragraph">{2}</p><section class="catcher"><h4>Lire aussi :</h4><a href="/x">Au Sahel, une année de ruptures</a></section>
<p class="article__paragraph">{3}</p><p class="article__paragraph">{4}</p><p class="article__status">L’accès à la totalité de l’article est protégé</p></article></section></main>
<footer><p>© 2031 Le Quotidien. Tous droits réservés sur tous les contenus de ce site.</p></footer></body></html>)"},
    {"date only as text below the headline", "fr", "Mali - France : Bamako accuse Paris",
     R"(<html lang="fr"><head><title>{h} - Le Journal du Sahel</title><meta property="og:title" content="{h} | Le Journal du Sahel"></head>
<body><div class="top">Jeudi 14 mars 2024</div><div class="art"><h1>{h}</h1><p class="date">Publié le 12 mars 2024 à 10h34</p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"time element with text alone", "fr", "Sahel : nouvelles tensions entre Bamako et Paris",
     R"(<html lang="fr"><head><title>{h} | Afrique Info</title></head><body><article><h1>{h}</h1><div class="auteur">Par Awa Diallo</div><time>12 mars 2024</time><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></article>
<aside><ul><li><time>14 mars 2024</time><a href="/1">Un autre article sur le même pays</a></li></ul></aside></body></html>)"},
    {"microdata with content", "fr", "Bamako accuse Paris, Moscou livre des hélicoptères",
     R"(<html lang="fr-FR"><head><title>{h} : Le Courrier</title><meta property="og:site_name" content="Le Courrier"></head><body><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{h}</h1>
<span itemprop="dateModified" content="2024-03-15">15 mars</span><span itemprop="datePublished" content="2024-03-12T10:34">mardi à 10:34</span><div itemprop="articleBody"><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></div></body></html>)"},
    {"hAtom", "fr", "Le Mali met la France en cause",
     R"(<html lang="fr"><head><title>{h} « Le Blog du Sahel</title></head><body><div id="header"><h1><a href="/">Le Blog du Sahel</a></h1></div><div class="hentry"><h2 class="entry-title">{h}</h2><abbr class="published" title="2024-03-12T10:34:00+01:00">mardi dernier</abbr><div class="entry-content"><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></div><div id="comments"><p><abbr class="published" title="2024-03-20">hier</abbr> Un commentaire assez long pour ressembler à un paragraphe de l’article.</p></div></body></html>)"},
    {"Open Graph under another name", "fr", "Le Mali accuse la France devant l’ONU",
     R"(<html lang="fr"><head><title>{h} - RadioSahel</title><meta property="og:site_name" content="RadioSahel"><meta property="og:article:published_time" content="2024-03-12T10:34:00+01:00"><meta property="og:updated_time" content="2024-03-19"></head><body><h1>{h}</h1><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></body></html>)"},
    {"figures, by language", "fr", "Bamako hausse le ton contre Paris",
     R"(<html lang="fr"><head><title>{h} | La Gazette</title></head><body><div class="content"><h1>{h}</h1><p class="infos">Par La rédaction | Publié le 12/03/2024 à 10:34 | Mis à jour le 13/03/2024</p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"agency and a bar", "fr", "Mali : la présidence accuse la France",
     R"(<html lang="fr"><head><title>{h} — L’Écho</title></head><body><div><h1>{h}</h1><p>L’ÉCHO avec AFP | 12.03.2024 à 10h34</p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"abbreviated weekday", "fr", "Paris et Bamako, la rupture est consommée",
     R"(<html lang="fr"><head><title>Le Point du Jour - {h}</title><meta name="application-name" content="Le Point du Jour"></head><body><div><h1>{h}</h1><span class="info">mar. 12 mars 2024</span><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"only the address has the date", "fr", "La junte malienne accuse l’ancienne puissance coloniale",
     R"(<html lang="fr"><head><title>{h} | Le Matin</title><link rel="canonical" href="https://lematin.example/monde/2024/03/12/la-junte-malienne"></head><body><div><h1>{h}</h1><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"line breaks, no paragraphs, a table for layout", "fr", "Le Mali dénonce une ingérence française", R"(<html><head><title>{h}</title></head><body><table><tr><td><a href="/">Accueil</a><br><a href="/m">Monde</a></td><td><font size=5><b>{h}</b></font><br><i>Rédigé le 12 mars 2024 par la rédaction</i><br><br>{1}<br><br>{2}<br><br>{3}<br><br>{4}</td></tr></table></body></html>)"},
    {"share buttons, newsletter, tags between the paragraphs", "fr", "Hélicoptères russes : Bamako remercie Moscou",
     R"(<html lang="fr"><head><title>{h} - Sahel Actu</title><meta name="date" content="2024-03-12"></head><body><nav><a href="/">Accueil</a></nav><article><h1>{h}</h1><div class="share-buttons"><p>Partagez cet article avec vos amis sur tous les réseaux que vous aimez.</p></div><p>{1}</p><p>À lire aussi : Le Mali et ses voisins, une histoire longue et compliquée.</p><p>{2}</p><div class="newsletter"><p>Recevez chaque matin l’essentiel de l’actualité africaine dans votre boîte.</p></div><p>{3}</p><figure><figcaption>Le colonel Goïta à Bamako, lors d’un défilé. © AFP</figcaption></figure><p>{4}</p><ul class="tags"><li><a href="/t">Mali</a></li></ul></article></body></html>)"},
    {"British daily", "en", "Mali accuses France of backing rebels",
     R"(<html lang="en"><head><title>{h} | Mali | The Observer</title><meta property="og:title" content="{h}"><meta property="og:site_name" content="the Observer"><meta property="article:published_time" content="2024-03-12T10:34:00.000Z"><meta property="article:modified_time" content="2024-03-14T10:34:00.000Z"></head><body><main><article><h1>{h}</h1><div data-gu-name="standfirst"><p>{1}</p></div><address><a href="/p">Jane Doe</a> in Bamako</address><details><summary>Tue 12 Mar 2024 10.34 GMT</summary>Last modified on Thu 14 Mar 2024 08.00 GMT</details><p>{2}</p><p>{3}</p><p>{4}</p></article></main></body></html>)"},
    {"American daily, figures", "en",
     "Mali Accuses France of Supporting Rebels", R"(<html lang="en-US"><head><title>{h} - The Daily Herald</title></head><body><div id="story"><h1>{h}</h1><p class="byline">By JOHN SMITH, Staff Writer</p><p class="pub">Published: 03/12/2024 10:34 AM EST</p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"wire story, dateline", "en", "Mali says France arms rebels in the north",
     R"(<html lang="en"><head><title>{h} | Wire</title></head><body><div><h1>{h}</h1><p>BAMAKO, March 12, 2024 (Wire) – {1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></body></html>)"},
    {"broadcaster with nested data", "en", "Mali turns to Moscow after row with Paris",
     R"(<html lang="en-GB"><head><title>{h} - World Radio News</title><script type="application/ld+json">{"@graph":[{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"NewsArticle","headline":"Something else","datePublished":"2024-01-01"}}]},{"@type":"ReportageNewsArticle","headline":"{h}","datePublished":"2024-03-12T23:34:00Z","publisher":{"@type":"Organization","name":"World Radio News"},"mentions":[{"@type":"NewsArticle","headline":"Other","datePublished":"2020-02-02"}]}]}</script></head><body><h1>{h}</h1><time datetime="2024-03-16T10:00:00Z">1 hour ago</time><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></body></html>)"},
    {"magazine, posted on", "en", "Why Mali and France fell out",
     R"(<html lang="en"><head><title>{h} :: Sahel Review</title></head><body><div class="post"><h1>{h}</h1><div class="post-info">Posted on March 12th, 2024 by Ann Lee</div><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div><div class="related"><p>May 1, 2024 A related story with a sentence that is long enough to be taken for text.</p></div></body></html>)"},
    {"time with datetime among updates", "en", "Bamako blames Paris for unrest in the north",
     R"(<html lang="en"><head><title>{h} | Sahel Times</title></head><body><header><time datetime="2024-03-20">Wednesday, March 20, 2024</time></header><main><h1>{h}</h1><p>Updated <time datetime="2024-03-14T08:00Z">March 14</time></p><p>Published <time datetime="2024-03-12T08:00Z">March 12</time></p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></main></body></html>)"},
    {"names that mislead: sidebar in the class of the whole", "en", "Mali summons the French ambassador",
     R"(<html lang="en"><head><title>{h} - Afrika Post</title><meta name="DC.date.issued" content="2024-03-12"></head><body><div class="page with-sidebar"><div class="content comments-open"><h1>{h}</h1><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></div></div></body></html>)"},
    {"escaped twice, logo as heading", "en", "Mali’s junta & its friends: who stands where",
     R"(<html lang="en"><head><title>Sahel &amp; Co - Mali&amp;rsquo;s junta &amp;amp; its friends: who stands where</title><meta property="og:title" content="Mali&amp;#8217;s junta &amp;amp; its friends: who stands where"><meta property="og:site_name" content="Sahel &amp; Co"><meta name="pubdate" content="20240312"></head><body><h1>Sahel &amp; Co</h1><h2>Mali’s junta &amp; its friends: who stands where</h2><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></body></html>)"},
    {"announced in a sentence", "fr", "La Suisse offre ses bons offices au Mali",
     R"(<html lang="fr"><head><title>{h} - SWI Infos</title></head><body><h1>{h}</h1><p>Ce contenu a été publié le 12 mars 2024 - 08:15</p><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></body></html>)"},
    {"who may read it before the date", "fr", "Vu de Bamako. La solitude du Mali",
     R"(<html lang="fr"><head><title>{h}</title><meta property="og:site_name" content="Le Courrier"></head><body><article><header><h1>{h}</h1><p>{1}</p><div>Le Courrier - Paris</div><div>Réservé aux abonnés Publié le 12 mars 2024 à 08h15 Lecture 1 min.</div></header><p>{2}</p><p>{3}</p><p>{4}</p></article></body></html>)"},
    {"date in the headline", "fr", "Mali - Situation dans le nord du pays (12 mars 2024)",
     R"(<html lang="fr"><head><title>{h} - Ministère des Affaires étrangères</title></head><body><h1>{h}</h1><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p></body></html>)"},
    {"date and hour in elements that touch", "en", "Mali, France trade blame for attack",
     R"(<html lang="en"><head><title>{h} | Agency</title></head><body><article><h1>{h}</h1><p>By Agency</p><time><span>March 12, 2024</span><span>8:15 AM UTC</span><span>Updated 2 years ago</span></time><p>{1}</p><p>{2}</p><p>{3}</p><p>{4}</p><p>Our Standards: <a>The Agency Trust Principles.</a></p></article></body></html>)"},
};

std::string filled(const Site& site) {
  const auto& paragraphs = std::string(site.language) == "fr" ? kFrench : kEnglish;
  std::string page = site.page;
  const auto replace = [&](const std::string& mark, const std::string& text) {
    for (std::size_t at = page.find(mark); at != page.npos; at = page.find(mark, at + text.size()))
      page.replace(at, mark.size(), text);
  };
  replace("{h}", site.headline);
  for (int i = 0; i < 4; ++i) replace("{" + std::to_string(i + 1) + "}", paragraphs[i]);
  return page;
}

std::map<std::string, int> words(const std::string& text) {
  std::map<std::string, int> counts;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) ++counts[word];
  return counts;
}

double f1(const std::string& got, const std::string& wanted) {
  double common = 0, of_got = 0, of_wanted = 0;
  auto a = words(got), b = words(wanted);
  for (const auto& [word, count] : a) {
    of_got += count;
    common += std::min(count, b[word]);
  }
  for (const auto& [word, count] : b) of_wanted += count;
  return 2 * common / (of_got + of_wanted);
}

TEST(Pages, InTheMannerOfTwentySites) {
  for (const Site& site : kSites) {
    ReadOptions options;
    options.source = "page.html";
    auto read = read_article(filled(site), options);
    ASSERT_TRUE(read) << site.name << ": " << to_string(read.error());
    EXPECT_EQ(read->article.published, site.date) << site.name;
    EXPECT_EQ(read->article.title, site.headline) << site.name;
    EXPECT_EQ(read->article.language, site.language) << site.name;
    std::string wanted = site.headline;
    for (const char* paragraph : std::string(site.language) == "fr" ? kFrench : kEnglish)
      wanted += std::string("\n") + paragraph;
    EXPECT_GE(f1(read->text, wanted), 0.95) << site.name << "\n" << read->text;
  }
}

}  // namespace
}  // namespace entente
