using Arena.Verify.Mutation;

namespace Arena.Tools.Tests.Mutation;

/// <summary>What each kind of mistake makes of a line, and what it leaves alone.</summary>
public class KindsTests
{
    // An expression over x and y (tensors), n (a number), d (a fraction) and b (yes or no), a part of the kinds' names,
    // and all expressions that they make of it.
    [Theory]

    [InlineData("x.sum(dim: 1)", "other axis", "x.sum(dim: 0)")]
    [InlineData("x.sum(dim: 0)", "other axis", "x.sum(dim: 1)")]
    [InlineData("x.sum(dim: -1)", "other axis", "x.sum(dim: -2)")]
    [InlineData("x.sum(dim: -2)", "other axis", "x.sum(dim: -1)")]
    [InlineData("x.mean([1])", "other axis", "x.mean([0])")]
    [InlineData("x.mean(new long[] { 2 })", "other axis", "x.mean(new long[] { 1 })")]
    [InlineData("x.mean([1, 2])", "other axis", "x.mean([0, 2])")]
    [InlineData("x.transpose(1, 2)", "other axis", "x.transpose(0, 2)")]
    [InlineData("x.transpose(0, 1)", "other axis")]
    [InlineData("x.reshape(2, 3)", "other axis")]
    [InlineData("arange(3)", "other axis")]

    [InlineData("x[0, 2]", "other index", "x[1, 2]", "x[0, 1]")]
    [InlineData("x[-1]", "other index", "x[-2]")]
    [InlineData("x.shape[1]", "other index", "x.shape[0]")]
    [InlineData("x.shape[^1]", "other index", "x.shape[^2]")]
    [InlineData("x[1..]", "other index", "x[2..]")]
    [InlineData("x[1..]", "bound removed", "x[..]")]
    [InlineData("x[1..^1]", "bound removed", "x[..^1]", "x[1..]")]
    [InlineData("x[.., 0]", "first one left out", "x[1.., 0]")]
    [InlineData("x[TensorIndex.Slice(null, -1)]", "other bound", "x[TensorIndex.Slice(1, -1)]")]
    [InlineData("x[TensorIndex.Colon, 0]", "→", "x[TensorIndex.None, 0]")]
    [InlineData("x[TensorIndex.None]", "→", "x[TensorIndex.Colon]")]
    [InlineData("x.clamp(0, 2)", "index")]
    [InlineData("n..n", "index")]

    [InlineData("n + 1", "other constant", "n + 0")]
    [InlineData("n * 0", "other constant", "n * 1")]
    [InlineData("n / 7", "other constant", "n / 8")]
    [InlineData("n + 3L", "other constant", "n + 4L")]
    [InlineData("n + 0xFF", "other constant", "n + 256")]
    [InlineData("d * 0.5", "other constant", "d * 1.0")]
    [InlineData("d * 2f", "other constant", "d * 4f")]
    [InlineData("d + 1e-5", "other constant", "d + 0.0")]
    [InlineData("d + 1e-5f", "other constant", "d + 0f")]
    [InlineData("x.reshape(-1, n)", "other constant")]
    [InlineData("x.sum(dim: 1)", "other constant")]
    [InlineData("x[1]", "other constant")]
    [InlineData("\"text 1\" + b", "o")]
    [InlineData("b ? true : b", "yes and no", "b ? false : b")]
    [InlineData("x.amax([1], keepdim: true)", "keepdim", "x.amax([1], keepdim: false)")]
    [InlineData("x.amax([1])", "keepdim")]

    [InlineData("Reduce(x, \"a b -> a\", Reduction.Mean)", "→", "Reduce(x, \"a b -> a\", Reduction.Sum)")]
    [InlineData("Reduce(x, \"a b -> a\", Reduction.Min)", "→", "Reduce(x, \"a b -> a\", Reduction.Max)")]
    [InlineData("DayOfWeek.Sunday", "→", "DayOfWeek.Monday")]
    [InlineData("DayOfWeek.Saturday", "→", "DayOfWeek.Friday")]
    [InlineData("double.NegativeInfinity", "→", "double.PositiveInfinity")]
    [InlineData("x.to(float32)", "→", "x.to(float64)")]
    [InlineData("Math.PI * n", "→")]

    [InlineData("n + (int)d", "operator", "n - (int)d")]
    [InlineData("x * y", "operator", "x / y")]
    [InlineData("x / y", "other operator", "x * y")]
    [InlineData("n % 2", "operator", "n / 2")]
    [InlineData("b && n < 2", "operator", "b || n < 2")]
    [InlineData("b | n < 2", "operator", "b & n < 2")]
    [InlineData("\"a\" + n", "operator")]
    [InlineData("x == y", "operator")]
    [InlineData("n < 2", "boundary", "n <= 2")]
    [InlineData("n >= 2", "boundary", "n > 2")]
    [InlineData("x <= y", "boundary", "x < y")]
    [InlineData("n == 2", "boundary")]
    [InlineData("n < 2", "negated", "n >= 2")]
    [InlineData("n >= 2", "negated", "n < 2")]
    [InlineData("n != 2", "negated", "n == 2")]
    [InlineData("b && b", "negated")]

    [InlineData("x - y", "swapped", "y - x")]
    [InlineData("x / y", "swapped", "y / x")]
    [InlineData("x - n - y", "swapped", "y - (x - n)", "n - x - y")]
    [InlineData("x * y - n", "swapped", "n - x * y")]
    [InlineData("x * y / n", "swapped", "n / (x * y)")]
    [InlineData("x + y", "swapped")]
    [InlineData("x - x", "swapped")]

    [InlineData("-x", "minus", "x")]
    [InlineData("x.pow(-2)", "minus", "-x.pow(-2)", "x.pow(2)")]
    [InlineData("!b", "not dropped", "b")]
    [InlineData("~x", "not dropped", "x")]
    [InlineData("x.sum()", "minus", "-x.sum()")]
    [InlineData("x + y", "minus", "-(x + y)")]
    [InlineData("x - y", "minus")]
    [InlineData("b", "minus")]
    [InlineData("x.sum(dim: -1)", "minus dropped")]
    [InlineData("x[-1]", "minus dropped")]
    [InlineData("x.shape", "minus")]

    [InlineData("x.exp().sum()", "removed", "x.sum()", "x.exp()")]
    [InlineData("x.t().contiguous().detach()", "removed",
        "x.contiguous().detach()", "x.t().detach()", "x.t().contiguous()")]
    [InlineData("x.to(float32)", "removed", "x")]
    [InlineData("x.T + y", "removed", "x + y")]
    [InlineData("Rearrange(x, \"a b -> b a\")", "removed", "x")]
    [InlineData("Rearrange(x + y, \"a b -> b a\")", "removed", "x + y")]
    [InlineData("Rearrange(x + y, \"a b -> b a\") * 2", "removed", "(x + y) * 2")]
    [InlineData("Half(d + 1) * 2", "removed", "(d + 1) * 2")]
    [InlineData("nn.functional.relu(x)", "removed", "x")]
    [InlineData("x[0] + y", "removed", "x + y")]
    [InlineData("x[1..]", "indices removed")]
    [InlineData("x.sum().ToSingle()", "removed", "x.ToSingle()")]
    [InlineData("maximum(x, y)", "removed")]
    [InlineData("nameof(x)", "removed")]
    [InlineData("n.ToString()", "removed")]

    [InlineData("x.sum()", "→", "x.mean()")]
    [InlineData("x.sum(dim: 1)", "→", "x.mean([1])")]
    [InlineData("x.sum(1, keepdim: true)", "→", "x.mean([1], keepdim: true)")]
    [InlineData("x.mean([1], keepdim: true)", "→", "x.sum([1], keepdim: true)")]
    [InlineData("x.argmax(1)", "→", "x.argmin(1)")]
    [InlineData("x.eq(y)", "→", "x.ne(y)")]
    [InlineData("x.tril()", "→", "x.triu()")]
    [InlineData("zeros(2, 3)", "→", "ones(2, 3)")]
    [InlineData("Math.Min(n, 2)", "→", "Math.Max(n, 2)")]
    [InlineData("Math.Floor(d)", "→", "Math.Ceiling(d)")]
    [InlineData("x.shape.Any(a => a > n)", "→", "x.shape.All(a => a > n)")]
    [InlineData("x.shape.Any()", "→")]
    [InlineData("x.gather(1, y)", "→")]

    [InlineData("Twice(n, 2)", "swapped", "Twice(2, n)")]
    [InlineData("Twice(a: n, b: 2)", "swapped", "Twice(a: 2, b: n)")]
    [InlineData("(x, y, y)", "swapped", "(y, x, y)")]
    [InlineData("new System.Text.StringBuilder { Capacity = n, Length = 2 }", "swapped")]
    [InlineData("cat([x, y], 1)", "swapped", "cat([y, x], 1)")]
    [InlineData("x.permute(0, 2, 1)", "swapped", "x.permute(2, 0, 1)", "x.permute(0, 1, 2)")]
    [InlineData("x.transpose(0, 1)", "swapped")]
    [InlineData("x.mean([0, 1])", "swapped")]
    [InlineData("Math.Min(n, 2)", "swapped")]
    [InlineData("Twice(n, n)", "swapped")]
    [InlineData("x.pow(n)", "swapped")]

    [InlineData("b ? n : 2", "condition", "!b ? n : 2")]
    [InlineData("b ? n : 2", "always", "n", "2")]
    [InlineData("n > 2 ? n : 2", "condition")]
    [InlineData("(b ? n : n + 2) * 2", "always", "(n) * 2", "(n + 2) * 2")]
    public void An_expression(string expression, string kind, params string[] changed)
    {
        var mutants = Mutated.Of(
            $"public static object F(Tensor x, Tensor y, int n, double d, bool b) =>\n{expression};");

        mutants.Where(x => x.Before != $"{expression};" || x.Line != 16).Should().BeEmpty();
        mutants.Where(x => x.Kind.Contains(kind)).Select(x => x.After).Should().Equal(changed.Select(x => $"{x};"));
    }

    // A pattern's call, and all patterns that are made of it.
    [Theory]
    [InlineData("Rearrange(x, \"a b -> b a\")", "a b -> a b")]
    [InlineData("Rearrange(x, \"a b -> (b a)\")", "a b -> (a b)")]
    [InlineData("Rearrange(x, \"(a b) -> a b\", (\"a\", 2))", "(a b) -> b a", "(b a) -> a b")]
    [InlineData("Rearrange(x, \"b ... -> ... b\")", "b ... -> b ...", "... b -> ... b")]
    [InlineData("Rearrange([x, y], \"a b c -> a (b c)\")",
        "a b c -> (b c) a", "a b c -> a (c b)", "b a c -> a (b c)")]
    [InlineData("Repeat(x, \"a -> a new\", (\"new\", 2))", "a -> new a")]
    [InlineData("Reduce(x, \"a b c -> a b\", Reduction.Max)",
        "a b c -> b a", "a b c -> a", "a b c -> a b c", "a c b -> a b")]
    [InlineData("Einsum(\"i i ->\", x)", "i i -> i", "i i_2 ->")]
    [InlineData("Einsum(\"i j, j k -> i k\", x, y)",
        "i j, j k -> k i", "i j, j k -> i", "i j, j k -> i k j", "j i, j k -> i k", "i j, k j -> i k",
        "i j, j_2 k -> i k", "j k, i j -> i k")]
    [InlineData("Einsum(\"b i, b i -> b\", x, y)",
        "b i, b i ->", "b i, b i -> b i", "i b, b i -> b", "b i, i b -> b", "b i, b_2 i -> b")]
    [InlineData("Einsum(\"i, j -> i j\", x, y)", "i, j -> j i", "i, j -> i")]
    [InlineData("Layers.Reduce(\"a b -> a\", Reduction.Sum)", "a b ->", "a b -> a b", "b a -> a")]
    [InlineData("Layers.EinMix(\"a b -> a c\", \"b c\", null, (\"b\", 2), (\"c\", 2))",
        "a b -> c a", "b a -> a c", "c b")]
    [InlineData("Pack([x, y], \"a *\")", "* a")]
    [InlineData("ParseShape(x, \"a b\")", "b a")]
    [InlineData("ParseShape(x, \"a\")")]
    [InlineData("string.Concat(\"a b -> b a\", \"c\")")]
    [InlineData("Rearrange(x, \"a b -> b\")")]
    public void A_pattern(string call, params string[] patterns)
    {
        var mutants = Mutated.Of($"public static object F(Tensor x, Tensor y) =>\n{call};");

        mutants.Where(x => x.Kind == "inputs swapped" || x.Kind.StartsWith("axes ") || x.Kind.StartsWith("axis "))
            .Select(x => x.Change.NewText!.Trim('"')).Should().Equal(patterns);
    }

    // The lines of a body, and all that becomes of a line of it.
    [Theory]
    [InlineData("Tell(n);", "dropped", "; return n;")]
    [InlineData("n = 2;", "dropped", "; return n;")]
    [InlineData("n += 2;", "operator", "n -= 2; return n;")]
    [InlineData("int m; m = n; n = m;", "dropped", "int m; ; n = m; return n;", "int m; m = n; ; return n;")]
    [InlineData("x.exp_();", "removed")]
    [InlineData("x.requires_grad_(true);", "exchanged", "x.requires_grad_(false); return n;")]
    [InlineData("module.eval();", "dropped", "; return n;")]
    [InlineData("module.eval();", "→", "module.train(); return n;")]
    [InlineData("using var _ = no_grad();", "dropped", "; return n;")]
    [InlineData("using var _ = no_grad();", "→", "using var _ = enable_grad(); return n;")]
    [InlineData("using (no_grad()) Tell(n);", "using dropped", "Tell(n); return n;")]
    [InlineData("using var scope = NewDisposeScope();", "dropped")]
    [InlineData("using var stream = new MemoryStream(); stream.WriteByte(1);", "dropped",
        "using var stream = new MemoryStream(); ; return n;")]
    [InlineData("var (a, c) = (n, 1); Tell(a);", "dropped", "var (a, c) = (n, 1); ; return n;")]
    [InlineData("var m = n; n = -m;", "in front", "var m = -n; n = -m; return n;", "var m = n; n = -m; return -n;")]
    [InlineData("if (b) return 1;", "body dropped", "if (b) { } return n;")]
    [InlineData("if (b) { n = 1; }", "dropped", "if (b) { ; } return n;")]
    [InlineData("if (b) { n = 1; Tell(n); }", "dropped",
        "if (b) { } return n;", "if (b) { ; Tell(n); } return n;", "if (b) { n = 1; ; } return n;")]
    [InlineData("if (b) { } else { return 1; }", "dropped", "if (b) { } else { } return n;")]
    [InlineData("foreach (var a in x.shape) { n++; break; }", "dropped", "foreach (var a in x.shape) { } return n;",
        "foreach (var a in x.shape) { ; break; } return n;", "foreach (var a in x.shape) { n++; ; } return n;")]
    [InlineData("while (b) { n++; b = n < 3; }", "body dropped")]
    [InlineData("if (b) Tell(n);", "negated", "if (!b) Tell(n); return n;")]
    [InlineData("if (b && n > 1) Tell(n);", "condition", "if (!(b && n > 1)) Tell(n); return n;")]
    [InlineData("if (n > 1) Tell(n);", "negated", "if (n <= 1) Tell(n); return n;")]
    [InlineData("if (!b) Tell(n);", "negated")]
    [InlineData("if (!b) Tell(n);", "not dropped", "if (b) Tell(n); return n;")]
    [InlineData("while (b) b = false;", "condition", "while (!b) b = false; return n;")]
    [InlineData("while (true) return 1;", "condition")]
    [InlineData("for (; b;) b = false;", "condition", "for (; !b;) b = false; return n;")]
    [InlineData("do n--; while (b);", "condition", "do n--; while (!b); return n;")]
    public void Statements(string statements, string kind, params string[] changed)
    {
        var mutants = Mutated.Of($$"""
            public static int F(Tensor x, int n, bool b, nn.Module module)
            {
            {{statements}} return n;
            }
            """);

        mutants.Where(x => x.Kind.Contains(kind)).Select(x => x.After).Should().Equal(changed);
    }

    [Fact]
    public void A_yield_is_dropped()
    {
        var chapter = Mutated.Chapter(Mutated.Exercise("""
            public static IEnumerable<int> F(int n)
            {
            if (n > 2) yield break;
            yield return n;
            }
            """));

        Mutated.Of(chapter).Where(x => x.Kind == "statement dropped").Select(x => x.Before).Should().Equal(
            "if (n > 2) yield break;", "yield return n;");
        Mutated.Of(chapter).Where(x => x.Kind == "statement dropped")
            .Select(x => x.After).Should().Equal("if (n > 2) ;", ";");
    }

    [Fact]
    public void All_mutants_of_an_exercise()
    {
        var chapter = Mutated.Chapter(Mutated.Exercise("""
            public static Tensor LogSumExp(Tensor scores)
                {
                    var highest = scores.amax([1], keepdim: true);
                    return highest.squeeze(1)
                        + (scores - highest).exp().sum(dim: 1).log();
                }
            """));

        var mutants = Mutated.Of(chapter);

        mutants.Select(x => (x.Line, x.Kind, x.After)).Should().Equal(
            (17, "minus put in front", "var highest = -scores.amax([1], keepdim: true);"),
            (17, "amax removed", "var highest = scores;"),
            (17, "amax → amin", "var highest = scores.amin([1], keepdim: true);"),
            (17, "other axis", "var highest = scores.amax([0], keepdim: true);"),
            (17, "keepdim flipped", "var highest = scores.amax([1], keepdim: false);"),
            (18, "minus put in front",
                "return -(highest.squeeze(1) + (scores - highest).exp().sum(dim: 1).log());"),
            (18, "squeeze removed", "return highest"),
            (18, "other axis", "return highest.squeeze(0)"),
            (19, "other operator", "- (scores - highest).exp().sum(dim: 1).log();"),
            (19, "operands swapped", "+ (highest - scores).exp().sum(dim: 1).log();"),
            (19, "other operator", "+ (scores + highest).exp().sum(dim: 1).log();"),
            (19, "exp removed", "+ (scores - highest).sum(dim: 1).log();"),
            (19, "exp → log", "+ (scores - highest).log().sum(dim: 1).log();"),
            (19, "sum removed", "+ (scores - highest).exp().log();"),
            (19, "sum → mean", "+ (scores - highest).exp().mean([1]).log();"),
            (19, "other axis", "+ (scores - highest).exp().sum(dim: 0).log();"),
            (19, "log removed", "+ (scores - highest).exp().sum(dim: 1);"),
            (19, "log → exp", "+ (scores - highest).exp().sum(dim: 1).exp();"));
        mutants[5].Before.Should().Be("return highest.squeeze(1) + (scores - highest).exp().sum(dim: 1).log();");
        var compiler = new MutantCompiler(chapter);
        mutants.Should().OnlyContain(x => compiler.Compile(x) != null);
    }
}
