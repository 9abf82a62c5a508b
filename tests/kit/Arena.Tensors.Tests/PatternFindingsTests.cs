using Arena.Patterns;

namespace Arena.Tensors.Tests;

/// <summary>What is wrong with a pattern is found without a tensor, all of it, at its place.</summary>
public class PatternFindingsTests
{
    // The second line of each row has a ^ under every character of the first finding's place.
    [Theory]
    [InlineData(PatternKind.Rearrange, PatternProblem.StrayDots,
        "a . c -> a c",
        "  ^         ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.StrayDots,
        "a .. -> a ..",
        "  ^^        ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.StrayDots,
        ".... a -> a",
        "^^^^       ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.SecondEllipsis,
        "... a ... -> a ...",
        "      ^^^         ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.SecondEllipsis,
        "... a -> (a ...) ...",
        "                 ^^^")]
    [InlineData(PatternKind.Rearrange, PatternProblem.DuplicateAxis,
        "seq seq d -> seq d",
        "    ^^^           ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.DuplicateAxis,
        "seq d -> seq (d seq)",
        "                ^^^ ")]
    [InlineData(PatternKind.Einsum, PatternProblem.DuplicateAxis,
        "i j -> i i",
        "         ^")]
    [InlineData(PatternKind.Reduce, PatternProblem.ZeroAxis,
        "a 0 -> a",
        "  ^     ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.NotAName,
        "a 2b -> 2b a",
        "  ^^        ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.NotAName,
        "a² b -> b a²",
        "^^          ")]
    [InlineData(PatternKind.Reduce, PatternProblem.NotAName,
        "a 99999999999999999999 -> a",
        "  ^^^^^^^^^^^^^^^^^^^^     ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.Underscore,
        "a _ -> _ a",
        "  ^       ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.Underscore,
        "a _b -> _b a",
        "  ^^        ")]
    [InlineData(PatternKind.Einsum, PatternProblem.Underscore,
        "a b_ -> a",
        "  ^^     ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.NestedGroup,
        "(a (b)) -> a b",
        "   ^          ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnopenedGroup,
        "a b) -> a b",
        "   ^       ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnclosedGroup,
        "a b -> (a b",
        "       ^   ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnknownCharacter,
        "a*b -> a b",
        " ^        ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnknownCharacter,
        "a, b -> b a",
        " ^         ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnknownCharacter,
        "a b --> b a",
        "    ^      ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnknownCharacter,
        "a\tb -> b a",
        " ^        ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnknownCharacter,
        "a b -> b + a",
        "         ^  ")]
    [InlineData(PatternKind.Einsum, PatternProblem.UnknownCharacter,
        "a, b -> a, b",
        "         ^  ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.MissingArrow,
        "a b c",
        "     ^")]
    [InlineData(PatternKind.Rearrange, PatternProblem.UnexpectedArrow,
        "a -> b -> c",
        "       ^^  ")]
    [InlineData(PatternKind.Contract, PatternProblem.UnexpectedArrow,
        "a b -> c",
        "    ^^  ")]
    [InlineData(PatternKind.Einsum, PatternProblem.NotSupportedHere,
        "a (b c) -> a",
        "  ^         ")]
    [InlineData(PatternKind.Einsum, PatternProblem.NotSupportedHere,
        "a b) -> a",
        "   ^     ")]
    [InlineData(PatternKind.Einsum, PatternProblem.NotSupportedHere,
        "a 1 -> a",
        "  ^     ")]
    [InlineData(PatternKind.Pack, PatternProblem.NotSupportedHere,
        "a * ...",
        "    ^^^")]
    [InlineData(PatternKind.ParseShape, PatternProblem.NotSupportedHere,
        "a (b c)",
        "  ^^^^^")]
    [InlineData(PatternKind.Contract, PatternProblem.NotSupportedHere,
        "a b*_",
        "    ^")]
    [InlineData(PatternKind.Rearrange, PatternProblem.EllipsisOnlyOnRight,
        "a b -> a b ...",
        "           ^^^")]
    [InlineData(PatternKind.Einsum, PatternProblem.EllipsisOnlyOnRight,
        "a b -> ... a",
        "       ^^^  ")]
    [InlineData(PatternKind.Reduce, PatternProblem.EllipsisInLeftGroup,
        "(a ...) b -> b",
        "   ^^^        ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.NumberInRearrange,
        "a 4 -> a 4",
        "  ^       ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.OneSidedAxis,
        "batch seq (heads d) -> batch heads seq",
        "                 ^                    ")]
    [InlineData(PatternKind.Rearrange, PatternProblem.OneSidedAxis,
        "a -> a bee",
        "       ^^^")]
    [InlineData(PatternKind.Rearrange, PatternProblem.OneSidedAxis,
        "a ... -> a",
        "  ^^^     ")]
    [InlineData(PatternKind.Repeat, PatternProblem.AxisLostInRepeat,
        "a bee -> a 2",
        "  ^^^       ")]
    [InlineData(PatternKind.Repeat, PatternProblem.AxisLostInRepeat,
        "a 3 -> a 2",
        "  ^       ")]
    [InlineData(PatternKind.Repeat, PatternProblem.AxisLostInRepeat,
        "... a -> a 2",
        "^^^         ")]
    [InlineData(PatternKind.Reduce, PatternProblem.NewAxisInReduce,
        "a b -> a new",
        "         ^^^")]
    [InlineData(PatternKind.Reduce, PatternProblem.NewAxisInReduce,
        "a b -> a 2",
        "         ^")]
    [InlineData(PatternKind.Pack, PatternProblem.MissingStar,
        "h w",
        "^^^")]
    [InlineData(PatternKind.Pack, PatternProblem.SecondStar,
        "* h *",
        "    ^")]
    [InlineData(PatternKind.Einsum, PatternProblem.UnknownOutputAxis,
        "a b, b c -> a dee",
        "              ^^^")]
    [InlineData(PatternKind.Einsum, PatternProblem.EllipsisDropped,
        "... a, a b -> b",
        "^^^            ")]
    [InlineData(PatternKind.Einsum, PatternProblem.LikelyTypo,
        "batch in_dim, in_dimm out -> batch out",
        "      ^^^^^^                          ")]
    [InlineData(PatternKind.Einsum, PatternProblem.LikelyTypo,
        "head head, heads out -> heads out",
        "^^^^                             ")]
    [InlineData(PatternKind.Contract, PatternProblem.UnknownCharacter,
        "batch, seq",
        "     ^    ")]
    [InlineData(PatternKind.Contract, PatternProblem.UnknownCharacter,
        "batch h * d",
        "        ^  ")]
    [InlineData(PatternKind.Contract, PatternProblem.SecondEllipsis,
        "*batch seq ...",
        "           ^^^")]
    public void PointsAtThePlace(PatternKind kind, PatternProblem problem, string text, string carets)
    {
        var finding = Pattern.Parse(kind, text).Findings.First();

        finding.Problem.Should().Be(problem);
        var expected = (Start: carets.IndexOf('^'), Length: carets.Count(c => c == '^'));
        finding.Place!.Value.Start.Should().Be(expected.Start);
        Math.Max(1, finding.Place.Value.Length).Should().Be(expected.Length);
        finding.Cause.Should().MatchRegex(@"^\S.*\.$");
    }

    [Theory]
    [InlineData(PatternKind.Rearrange, "->")]
    [InlineData(PatternKind.Rearrange, "a b c->c b a")]
    [InlineData(PatternKind.Rearrange, "  a   b->(b a)1  () ")]
    [InlineData(PatternKind.Rearrange, "b ... (h 1 d) 1 -> (b ...) h d 01")]
    [InlineData(PatternKind.Rearrange, "batch größe -> größe batch")]
    [InlineData(PatternKind.Rearrange, "a A -> A a")]
    [InlineData(PatternKind.Reduce, "a (b 2) 3 ... -> a 1 b")]
    [InlineData(PatternKind.Repeat, "a 1 -> 2 a 2 (3 new) 1")]
    [InlineData(PatternKind.Einsum, "i i -> ")]
    [InlineData(PatternKind.Einsum, "i j, k l -> i l")]
    [InlineData(PatternKind.Einsum, "head heads out -> out")]
    [InlineData(PatternKind.Einsum, "head d, head heads -> heads head")]
    [InlineData(PatternKind.Einsum, "... i j,j k->... i k")]
    [InlineData(PatternKind.Einsum, "batch seq_q d, batch seq_k d -> batch seq_q")]
    [InlineData(PatternKind.Einsum, "row dim1, dim2 -> row")]
    [InlineData(PatternKind.Pack, "* h w")]
    [InlineData(PatternKind.Pack, "*")]
    [InlineData(PatternKind.ParseShape, "a _ _ ... 3 1 ()")]
    [InlineData(PatternKind.Contract, "*batch n n h*d 3*h*2 _ 4")]
    [InlineData(PatternKind.Contract, "")]
    public void FindsNothingInAGoodPattern(PatternKind kind, string text) =>
        Pattern.Parse(kind, text).Findings.Select(finding => finding.Cause).Should().BeEmpty();

    [Fact]
    public void FindsEverythingThatIsWrong()
    {
        Pattern.Parse(PatternKind.Rearrange, "a 2b (c (d -> e, .").Findings.Select(finding => finding.Problem).Should()
            .Equal(
            PatternProblem.NotAName, PatternProblem.UnclosedGroup, PatternProblem.NestedGroup,
            PatternProblem.UnknownCharacter, PatternProblem.StrayDots);
        Pattern.Parse(PatternKind.Rearrange, "a b a 3 -> c a").Findings.Select(finding => finding.Problem).Should()
            .Equal(
            PatternProblem.OneSidedAxis, PatternProblem.DuplicateAxis, PatternProblem.NumberInRearrange,
            PatternProblem.OneSidedAxis);
    }

    [Fact]
    public void EveryCharacterButTheSpaceBelongsToOneToken()
    {
        const string text = "a (b_1 2)  ...->x,* .. -\tä#";
        var tokens = Tokenizer.Read(text);

        string.Concat(tokens.Select(token => token.Text)).Should().Be(text.Replace(" ", ""));
        tokens.Should().OnlyContain(token => text.Substring(token.Place.Start, token.Place.Length) == token.Text);
        tokens.Select(token => token.Kind).Should().Equal(
            TokenKind.Word, TokenKind.Open, TokenKind.Word, TokenKind.Number, TokenKind.Close, TokenKind.Ellipsis,
            TokenKind.Arrow, TokenKind.Word, TokenKind.Comma, TokenKind.Star, TokenKind.Dots, TokenKind.Unknown,
            TokenKind.Unknown, TokenKind.Word, TokenKind.Unknown);
    }

    [Theory]
    [InlineData("in_dim", "in_dimm", true)]
    [InlineData("heads", "head", true)]
    [InlineData("query", "quary", true)]
    [InlineData("query", "qeury", true)]
    [InlineData("batch", "Batch", true)]
    [InlineData("seq", "sq", true)]
    [InlineData("i", "j", false)]
    [InlineData("d", "dh", false)]
    [InlineData("hd", "hq", false)]
    [InlineData("dim1", "dim2", false)]
    [InlineData("dim", "dim2", false)]
    [InlineData("axis12", "axis21", false)]
    [InlineData("seq_q", "seq_k", false)]
    [InlineData("query", "key", false)]
    [InlineData("heads", "heads", false)]
    [InlineData("heads", "ehadss", false)]
    public void TellsATypoFromAnotherName(string one, string other, bool likely)
    {
        Typos.IsLikely(one, other).Should().Be(likely);
        Typos.IsLikely(other, one).Should().Be(likely);
    }
}
