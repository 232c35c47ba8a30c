"""Does this item stand under the one before it, beside it, or back out of the list?"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.reading.lines.block import Block


@dataclass
class _Level:
    style: str
    indent: int
    value: int


@dataclass(frozen=True)
class Depth:
    """depth 0 is the outer list. how says what told: "", "indent", "style" or "numbers"; alike, that an inner list is
    numbered just like the outer one."""

    depth: int
    how: str = ""
    alike: bool = False


class Nesting:
    """Follows one list, item by item. Indentation tells first, then a change of mark, then numbers that start again."""

    def __init__(self) -> None:
        self.levels: list[_Level] = []
        self.hows: list[str] = []
        self.opened = False

    def take(self, block: Block) -> Depth:
        """The depth of the next item of the list."""
        value = block.mark.value if block.mark else 0
        how = self._place(block, value)
        top = self.levels[-1]
        top.value = value
        alike = len(self.levels) > 1 and bool(block.style) and self.levels[-2].style == block.style
        self.opened = block.content.endswith((":", " to", " by"))
        return Depth(len(self.levels) - 1, how, alike)

    def _place(self, block: Block, value: int) -> str:
        if not self.levels:
            return self._push(block, value, "")
        if block.indent > self.levels[-1].indent + 1:
            return self._push(block, value, "indent")
        while len(self.levels) > 1 and block.indent < self.levels[-1].indent - 1:
            self._pop()
        if block.indent < self.levels[-1].indent - 1:
            self.levels[-1].indent = block.indent
        return self._beside(block, value)

    def _beside(self, block: Block, value: int) -> str:
        """Where no indentation tells: the kind of mark, then the count."""
        top = self.levels[-1]
        if block.style != top.style:
            return self._other_style(block, value)
        if not block.style or block.style == "bullet":
            return self.hows[-1]
        if value == 1 and top.value >= 1:
            return self._push(block, value, "numbers")
        if value != top.value + 1:
            for depth in range(len(self.levels) - 2, -1, -1):
                level = self.levels[depth]
                if level.style == block.style and level.value + 1 == value:
                    self._cut(depth)
                    break
        return self.hows[-1]

    def _other_style(self, block: Block, value: int) -> str:
        for depth in range(len(self.levels) - 2, -1, -1):
            if self.levels[depth].style == block.style and self.levels[depth].indent <= block.indent + 1:
                self._cut(depth)
                return self.hows[-1]
        if block.style and (self.levels[-1].style or self.opened):
            return self._push(block, value, "style")
        self.levels[-1].style = block.style
        return self.hows[-1]

    def _push(self, block: Block, value: int, how: str) -> str:
        self.levels.append(_Level(block.style, block.indent, value))
        self.hows.append(how)
        return how

    def _pop(self) -> None:
        self.levels.pop()
        self.hows.pop()

    def _cut(self, depth: int) -> None:
        del self.levels[depth + 1 :]
        del self.hows[depth + 1 :]
