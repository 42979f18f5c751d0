#include "things.h"

#include <gtest/gtest.h>

namespace entente::detail {
namespace {

TEST(Things, AreTakenForNoActors) {
  constexpr const char* things[] = {"Leopard",
                                    "chars Leopard",
                                    "Leopard 2A6",
                                    "AMX-10 RC",
                                    "char Leclerc",
                                    "Bayraktar",
                                    "Bayraktar TB2",
                                    "drones iraniens",
                                    "drones Bayraktar",
                                    "frégate",
                                    "frégate française",
                                    "frégate supplémentaire",
                                    "French frigate",
                                    "Patriot missiles",
                                    "F-16",
                                    "F-16 jets",
                                    "50 missiles Scalp",
                                    "des canons Caesar",
                                    "two warships",
                                    "sous-marin nucléaire",
                                    "HIMARS",
                                    "S-400",
                                    "fighter jets",
                                    "obus de 155 mm",
                                    "the aircraft carrier",
                                    "lance-roquettes",
                                    "ammunition"};
  for (const char* name : things) EXPECT_TRUE(names_a_thing(name)) << name;
  constexpr const char* actors[] = {"soldats",
                                    "10 000 soldats",
                                    "tank crews",
                                    "drone operators",
                                    "équipages de Leopard",
                                    "M23",
                                    "G7",
                                    "Hamas",
                                    "brigade blindée",
                                    "missile brigade",
                                    "armée de l'air",
                                    "Shell",
                                    "Patriot Prayer",
                                    "Federal Reserve System",
                                    "US Air Force",
                                    "rebelles",
                                    "chasseurs alpins",
                                    "Airbus",
                                    "Apache Corporation",
                                    "navy",
                                    "marins",
                                    "Baykar",
                                    "Wagner"};
  for (const char* name : actors) EXPECT_FALSE(names_a_thing(name)) << name;
}

}  // namespace
}  // namespace entente::detail
