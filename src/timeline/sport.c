/* timeline/sport.c */
#include "sport.h"

#include <string.h>

#include "base/column-map.h"

typedef struct {
  const char *name;      /* as the FIT profile has it, where it has one */
  SportFamily family;
  const char *words;     /* blank-separated spellings beside the name, without the blanks that are in them (column_plain_name ()) */
} Sport;

static const Sport sports[] = {
  { "running", SPORT_FAMILY_RUN,
    "run virtualrun trailrun trailrunning treadmillrunning streetrunning trackrunning indoorrunning jogging jog ultrarun "
    "obstaclerun course courseàpied laufen lauf traillauf carrera correr corsa corrida hardlopen hardloopsessie løpning løb løpetur löpning bieg "
    "běh juoksu koşu ラン ランニング 跑步 달리기 бег" },
  { "cycling", SPORT_FAMILY_RIDE,
    "ride biking bike bicycle virtualride roadbiking mountainbiking mountainbikeride gravelcycling gravelride indoorcycling "
    "cyclocross bmx recumbentcycling trackcycling downhillbiking roadcycling handcycling handcycle velomobile spinning "
    "indoorbiking radfahren radfahrt fahrradfahren virtuelleradfahrt mountainbikefahrt vélo sortievélo cyclisme ciclismo bicicleta "
    "pedalata pedalada giroinbici fietsrit fietsen wielrennen cykling sykling "
    "pyöräily bisiklet jazdarowerowa ライド サイクリング 骑行 라이딩 사이클링 заезд велозаезд велоспорт" },
  { "e_biking", SPORT_FAMILY_RIDE, "ebikeride ebiking emountainbikeride ebikefitness ebikemountain" },
  { "swimming", SPORT_FAMILY_SWIM, "swim lapswimming openwaterswimming poolswim schwimmen natation natación natação nuoto nuotata zwemmen simning svømming svømning "
    "uinti pływanie plavání yüzme スイム 水泳 游泳 수영 плавание" },
  { "walking", SPORT_FAMILY_WALK, "walk casualwalking speedwalking indoorwalking spaziergang marche caminata camminata caminhada wandeling gåtur promenad kävely spacer "
    "ウォーキング 步行 걷기 ходьба" },
  { "hiking", SPORT_FAMILY_WALK, "hike rucking wanderung wandern randonnée senderismo escursione trilha ハイキング 徒步 하이킹 поход" },
  { "mountaineering", SPORT_FAMILY_WALK, "" },
  { "snowshoeing", SPORT_FAMILY_WALK, "snowshoe" },
  { "rowing", SPORT_FAMILY_ROW, "indoorrowing virtualrow row" },
  { "paddling", SPORT_FAMILY_ROW, "paddlesports canoeing" },
  { "kayaking", SPORT_FAMILY_ROW, "" },
  { "rafting", SPORT_FAMILY_ROW, "whitewaterraftingkayaking" },
  { "stand_up_paddleboarding", SPORT_FAMILY_ROW, "standuppaddling" },
  { "cross_country_skiing", SPORT_FAMILY_SNOW,
    "nordicski skateskiing classicskiing rollerski" },
  { "alpine_skiing", SPORT_FAMILY_SNOW,
    "alpineski backcountryski downhillskiing resortskiing backcountryskiing resortskiingsnowboarding backcountryskiingsnowboarding snowsports ski skiing" },
  { "snowboarding", SPORT_FAMILY_SNOW, "snowboard" },
  { "ice_skating", SPORT_FAMILY_SNOW, "iceskate skatingsports" },
  { "inline_skating", SPORT_FAMILY_OUTDOOR, "inlineskate" },
  { "fitness_equipment", SPORT_FAMILY_GYM,
    "elliptical stairstepper stairclimbing indoorcardio stairs steptraining crosstrainer fitnessgaming" },
  { "training", SPORT_FAMILY_GYM,
    "strengthtraining weighttraining traditionalstrengthtraining functionalstrengthtraining coretraining crosstraining "
    "flexibility flexibilitytraining cardiotraining mixedcardio crossfit cooldown preparationandrecovery strength barre "
    "krafttraining musculation entrenamientoconpesas" },
  { "yoga", SPORT_FAMILY_GYM, "mindandbody" },
  { "pilates", SPORT_FAMILY_GYM, "" },
  { "hiit", SPORT_FAMILY_GYM, "highintensityintervaltraining highintensityinterval amrap emom tabata" },
  { "meditation", SPORT_FAMILY_GYM, "breathwork breathing" },
  { "dance", SPORT_FAMILY_GYM, "cardiodance socialdance danceinspiredtraining" },
  { "jump_rope", SPORT_FAMILY_GYM, "" },
  { "floor_climbing", SPORT_FAMILY_GYM, "" },
  { "boxing", SPORT_FAMILY_GYM, "kickboxing" },
  { "mixed_martial_arts", SPORT_FAMILY_GYM, "martialarts taichi wrestling mixedmetaboliccardiotraining" },
  { "basketball", SPORT_FAMILY_BALL, "" },
  { "soccer", SPORT_FAMILY_BALL, "fussball" },
  { "tennis", SPORT_FAMILY_BALL, "" },
  { "racket", SPORT_FAMILY_BALL, "badminton squash tabletennis pickleball padel racquetball paddle platformtennis" },
  { "american_football", SPORT_FAMILY_BALL, "" },
  { "baseball", SPORT_FAMILY_BALL, "softball" },
  { "cricket", SPORT_FAMILY_BALL, "" },
  { "rugby", SPORT_FAMILY_BALL, "" },
  { "hockey", SPORT_FAMILY_BALL, "icehockey" },
  { "lacrosse", SPORT_FAMILY_BALL, "" },
  { "volleyball", SPORT_FAMILY_BALL, "" },
  { "handball", SPORT_FAMILY_BALL, "" },
  { "disc_golf", SPORT_FAMILY_BALL, "discsports" },
  { "golf", SPORT_FAMILY_OUTDOOR, "" },
  { "rock_climbing", SPORT_FAMILY_OUTDOOR, "climbing indoorclimbing bouldering rockclimb" },
  { "horseback_riding", SPORT_FAMILY_OUTDOOR, "equestriansports" },
  { "hunting", SPORT_FAMILY_OUTDOOR, "" },
  { "fishing", SPORT_FAMILY_OUTDOOR, "" },
  { "flying", SPORT_FAMILY_OUTDOOR, "" },
  { "hang_gliding", SPORT_FAMILY_OUTDOOR, "" },
  { "sky_diving", SPORT_FAMILY_OUTDOOR, "" },
  { "motorcycling", SPORT_FAMILY_OUTDOOR, "" },
  { "driving", SPORT_FAMILY_OUTDOOR, "" },
  { "snowmobiling", SPORT_FAMILY_OUTDOOR, "" },
  { "tactical", SPORT_FAMILY_OUTDOOR, "" },
  { "jumpmaster", SPORT_FAMILY_OUTDOOR, "" },
  { "wheelchair_push_walk", SPORT_FAMILY_WALK, "wheelchairwalkpace wheelchair indoorwheelchairwalk" },
  { "wheelchair_push_run", SPORT_FAMILY_RUN, "wheelchairrunpace indoorwheelchairrun" },
  { "diving", SPORT_FAMILY_WATER, "singlegasdiving multigasdiving gaugediving apneadiving apneahunting underwaterdiving" },
  { "snorkeling", SPORT_FAMILY_WATER, "" },
  { "sailing", SPORT_FAMILY_WATER, "sail" },
  { "surfing", SPORT_FAMILY_WATER, "surfingsports" },
  { "windsurfing", SPORT_FAMILY_WATER, "windsurf" },
  { "kitesurfing", SPORT_FAMILY_WATER, "kitesurf" },
  { "wakeboarding", SPORT_FAMILY_WATER, "" },
  { "wakesurfing", SPORT_FAMILY_WATER, "" },
  { "water_skiing", SPORT_FAMILY_WATER, "" },
  { "water_tubing", SPORT_FAMILY_WATER, "" },
  { "boating", SPORT_FAMILY_WATER, "watersports waterfitness waterpolo" },
  { "multisport", SPORT_FAMILY_MULTISPORT, "triathlon duathlon aquathlon swimbikerun multisports brick" },
  { "transition", SPORT_FAMILY_TRANSITION,
    "biketoruntransition swimtobiketransition runtobiketransition transitionv2 swimtoruntransition" },
  { "generic", SPORT_FAMILY_OTHER, "uncategorized unknown all" },
  { "other", SPORT_FAMILY_OTHER, "workout fitness sport activity" },
};

#define APPLE_PREFIX "hkworkoutactivitytype"

static void
add_spelling (GHashTable *spellings, const char *words, const Sport *sport)
{
  g_hash_table_insert (spellings, column_plain_name (words), (gpointer) sport);
}

static GHashTable *
spellings_by_word (void)
{
  static gsize built = 0;
  static GHashTable *spellings;

  if (g_once_init_enter (&built))
    {
      spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (sports); i++)
        {
          g_auto(GStrv) words = g_strsplit (sports[i].words, " ", -1);

          add_spelling (spellings, sports[i].name, &sports[i]);
          for (guint w = 0; words[w]; w++)
            if (*words[w])
              add_spelling (spellings, words[w], &sports[i]);
        }
      g_once_init_leave (&built, 1);
    }
  return spellings;
}

static const Sport *
find_sport (const char *words)
{
  g_autofree char *plain = words ? column_plain_name (words) : NULL;
  const char *key = plain;
  gsize n;

  if (plain == NULL)
    return NULL;
  n = strlen (plain);
  if (g_str_has_prefix (plain, APPLE_PREFIX))
    key += strlen (APPLE_PREFIX);
  /* Garmin numbers and marks its newer names: "stand_up_paddleboarding_v2", "skate_skiing_ws". */
  if (n > 4 && (g_str_has_suffix (plain, "v2") || g_str_has_suffix (plain, "ws")) && !g_hash_table_contains (spellings_by_word (), key))
    plain[n - 2] = '\0';
  return g_hash_table_lookup (spellings_by_word (), key);
}

const char *
sport_canonical (const char *words)
{
  const Sport *sport = find_sport (words);

  return sport ? sport->name : NULL;
}

SportFamily
sport_family (const char *name)
{
  const Sport *sport = find_sport (name);

  return sport ? sport->family : SPORT_FAMILY_OTHER;
}

gboolean
sport_families_agree (SportFamily a, SportFamily b)
{
  if (a == b)
    return TRUE;
  return a == SPORT_FAMILY_OTHER || b == SPORT_FAMILY_OTHER;
}

gboolean
sport_is_vague (const char *sport)
{
  return sport == NULL || sport_family (sport) == SPORT_FAMILY_OTHER || g_str_equal (sport, "training");
}
