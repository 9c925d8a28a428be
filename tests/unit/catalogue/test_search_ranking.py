"""What real readers type finds what they mean, first, and the same on both databases."""

from __future__ import annotations

import pytest

from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.catalogue.tokens import body_tokens
from accessible_reader.database import Database

BOOKS = (
    # name, author, subject, text
    ("平凡的世界", "路遥", "小说", "孙少平 孙少安 双水村 黄原"),
    ("人生", "路遥", "小说", "高加林 刘巧珍"),
    ("活着", "余华", "小说", "福贵 家珍 老牛"),
    ("许三观卖血记", "余华", "小说", "许三观 许玉兰 一乐"),
    ("红楼梦", "曹雪芹", "小说", "贾宝玉 林黛玉 大观园"),
    ("紅樓夢研究", "俞平伯", "文學評論", "賈寶玉 曹雪芹 脂硯齋"),
    ("红与黑", "司汤达", "小说", "于连"),
    ("三体", "刘慈欣", "科幻", "叶文洁 红岸 三体人 黑暗森林"),
    ("三体II：黑暗森林", "刘慈欣", "科幻", "罗辑 面壁者"),
    ("三国演义", "罗贯中", "小说", "曹操 刘备 关羽"),
    ("三字经", "王应麟", "蒙学", "人之初 性本善"),
    ("狂人日记", "鲁迅", "小说", "吃人"),
    ("呐喊", "鲁迅", "小说", "狂人日记 孔乙己 药 阿Q正传"),
    ("阿Q正传", "鲁迅", "小说", "未庄 赵太爷"),
    ("家", "巴金", "小说", "觉新 觉慧 高家"),
    ("家常菜谱", "佚名", "烹饪", "豆腐 青菜"),
    ("我们仨", "杨绛", "散文", "钱锺书 圆圆"),
    ("围城", "钱锺书", "小说", "方鸿渐 苏文纨"),
    ("中国盲文", "李伟洪", "特殊教育", "声母 韵母 声调"),
    ("药", "鲁迅", "小说", "华老栓"),
    ("Moby-Dick; or, The Whale", "Herman Melville", "Sea stories", "Call me Ishmael Queequeg Ahab"),
    ("The Old Man and the Sea", "Ernest Hemingway", "Fishing", "Santiago marlin old man"),
    ("Pride and Prejudice", "Jane Austen", "Love stories", "Elizabeth Bennet Darcy Pemberley"),
    ("Sense and Sensibility", "Jane Austen", "Love stories", "Elinor Marianne Dashwood"),
    ("Jane Eyre", "Charlotte Brontë", "Governesses", "Rochester Thornfield"),
    ("1984", "George Orwell", "Dystopias", "Winston Smith Big Brother"),
)


@pytest.fixture(scope="module")
def shelves(shared: Database) -> Database:
    for name, author, subject, text in BOOKS:
        language = "en" if name.isascii() else "zh-Hans"
        with shared.transaction() as session:
            title = add_title(session, TitleFacts(name, language, [(author, "aut")], [subject]))
            add_edition(session, title, EditionFacts("public_domain", "old", language))
            index_title(session, title.id, body_tokens(text.split()))
    return shared


@pytest.mark.parametrize(
    ("words", "first"),
    [
        # a name, whole or in part
        ("活着", ["活着"]),
        ("家", ["家", "家常菜谱"]),  # one character: the name itself before names that have it
        ("药", ["药"]),
        ("三体", ["三体", "三体II：黑暗森林"]),
        ("黑暗森林", ["三体II：黑暗森林", "三体"]),  # in the name before in the text
        ("卖血记", ["许三观卖血记"]),
        ("1984", ["1984"]),
        # simplified and traditional, either way
        ("紅樓夢", ["红楼梦", "紅樓夢研究"]),
        ("红楼梦研究", ["紅樓夢研究"]),
        ("許三觀", ["许三观卖血记"]),
        ("錢鍾書", ["围城", "我们仨"]),  # its author before the book that speaks of him
        # pinyin
        ("huozhe", ["活着"]),
        ("huo zhe", ["活着"]),
        ("santi", ["三体", "三体II：黑暗森林"]),
        ("hlm", ["红楼梦", "紅樓夢研究"]),
        ("luxun", ["药", "呐喊", "狂人日记", "阿Q正传"]),
        ("pingfande", ["平凡的世界"]),
        # several words, in any order; author and title
        ("鲁迅 狂人日记", ["狂人日记", "呐喊"]),
        ("狂人日记 鲁迅", ["狂人日记", "呐喊"]),
        ("余华 活着", ["活着"]),
        ("yuhua huozhe", ["活着"]),
        ("路遥 世界", ["平凡的世界"]),
        ("刘慈欣 三体", ["三体", "三体II：黑暗森林"]),
        ("austen pride", ["Pride and Prejudice"]),
        ("old man sea", ["The Old Man and the Sea"]),
        ("melville whale", ["Moby-Dick; or, The Whale"]),
        # what is in the text
        ("贾宝玉", ["红楼梦", "紅樓夢研究"]),
        ("thornfield", ["Jane Eyre"]),
        ("big brother", ["1984"]),
        (
            "jane",
            ["Jane Eyre", "Pride and Prejudice", "Sense and Sensibility"],
        ),  # in the name before the author's
        # letters and characters mixed, accents, unfinished
        ("阿q", ["阿Q正传"]),
        ("bronte", ["Jane Eyre"]),
        ("prejud", ["Pride and Prejudice"]),
        ("盲文", ["中国盲文"]),
        ("特殊教育", ["中国盲文"]),
    ],
)
def test_what_is_meant_comes_first(shelves: Database, words: str, first: list[str]) -> None:
    found = [hit.name for hit in search(shelves, words).hits]
    assert found[: len(first)] == first


def test_a_character_is_not_found_in_the_middle_of_a_text(shelves: Database) -> None:
    """Every book has 人 in its text; only the names and people count."""
    assert {hit.name for hit in search(shelves, "人").hits} == {"人生", "狂人日记"}
