"""Words people put round those that matter, in the languages people search in: alone they say nothing."""

from peerdir.analyse import SMALL_WORDS

# English, Spanish, French, Vietnamese, Arabic, Chinese, Thai; folded, as words are compared.
FILLERS = SMALL_WORDS | frozenset(
    (
        *("about", "after", "all", "also", "am", "any", "anyone", "are", "as", "be", "been", "but", "can", "cannot"),
        *("can't", "could", "did", "do", "does", "doing", "don't", "every", "everyday", "find", "finding", "get"),
        *("getting", "go", "going", "good", "got", "had", "has", "have", "having", "he", "help", "helping", "her"),
        *("him", "his", "how", "i'd", "i'm", "i've", "if", "into", "it", "it's", "its", "just", "know", "like"),
        *("living", "local", "look", "looking", "lot", "more", "much", "need", "needs", "not", "now", "one", "our"),
        *("out", "over", "people", "person", "place", "please", "problem", "problems", "really", "she", "should"),
        *("so", "some", "someone", "something", "somewhere", "speak", "speaking", "speaks", "that", "that's", "their"),
        *("them", "then", "there", "they", "things", "this", "those", "too", "up", "us", "very", "want", "wants"),
        *("was", "we", "what", "when", "where", "which", "will", "would", "you", "your", "within", "anything"),
        *("algo", "alguien", "apoyo", "ayuda", "ayudar", "busca", "busco", "como", "es", "esta", "estoy", "gente"),
        *("hablar", "hay", "lo", "mas", "mi", "mis", "muy", "necesita", "necesito", "no", "nos", "o", "persona"),
        *("personas", "programa", "programas", "que", "quiero", "se", "si", "sobre", "soy", "su", "sus", "tengo"),
        *("tiene", "uno", "yo"),
        *("ai", "aide", "aider", "au", "aux", "besoin", "ce", "cette", "cherche", "elle", "est", "il", "je", "ma"),
        *("mes", "mon", "ne", "nous", "ou", "pas", "programme", "programmes", "qui", "quelqu", "sa", "ses", "soutien"),
        *("suis", "sur", "tous", "tout", "trop", "un", "vous"),
        *("bi", "can", "cho", "co", "giup", "la", "nguoi", "o", "tim", "toi", "va", "voi"),
        *("في", "من", "علي", "عن", "مع", "الي", "او", "انا", "اريد", "ابحث", "احتاج", "عندي", "لدي", "برنامج", "هل"),
        *(
            "我",
            "的",
            "了",
            "在",
            "和",
            "有",
            "是",
            "找",
            "要",
            "想",
            "说",
            "会",
            "我要",
            "我想",
            "我有",
            "需要",
            "帮助",
        ),
        *("请问", "哪里", "什么", "人", "们", "用"),
        *("ที่", "และ", "ของ", "ฉัน", "ผม", "มี", "ใน", "กับ", "หา", "อยาก", "ต้องการ", "ช่วย", "เป็น", "ครับ", "ค่ะ"),
    )
)
