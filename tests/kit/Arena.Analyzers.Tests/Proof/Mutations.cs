using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>Sources that nobody would write, made from those of the kit and of the corpus.</summary>
internal static class Mutations
{
    private static readonly string[] Garbage =
    [
        "\"", "\"\"\"", "$\"{", "'", "(", ")", "[", "]", "{", "}", "<", ">", ";", ",", "..", "^1", "=>", "??", "?.",
        "!", "0", "-1", "9223372036854775807", "0x", "1e999", "null", "default", "this", "base", "var", "ref", "out",
        "params", "await", "yield return", "static", "class", "record struct", "namespace", "using var", "return",
        "goto", "x", "x.view(", ".shape[", "[Shape(\"", "[return: Shape(\"a ... b", "Rearrange(x, \"", "-> (",
        "Einsum(", "torch.", "nn.Linear(", "nn.Module<Tensor", "(string, long)[]", "#if", "/*", "//", "\\u0000", "é",
        "\ud83d\ude00", "@", "for (;;)", "lock (", "switch {", "checked(", "stackalloc", "where T :", "operator +",
        "new()", "with { }", "is not", "a * b * 2",
    ];

    private static readonly string[] Sizes =
    [
        "0", "-1", "-9223372036854775808L", "2147483647", "9223372036854775807L", "1.5", "null", "\"\"",
        "long.MaxValue + 1",
    ];

    private static readonly string[] Patterns =
    [
        "", " ", "->", "a", "a a", "(((", ") -> (", "... ...", "a,,b->", "_ 1 0 99999999999999999999", "*", "a*b*",
        "\\", "🙂 -> é", "-",
    ];

    /// <summary>The sources before they are mutated.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        [.. new[] { "solutions", "library", "tests/kit/Arena.Tensors.Tests" }
                .Select(folder => Path.Combine(Repository.Folder, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
                .Where(path => !path.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(File.ReadAllText),
            .. BuggyMethod.All.SelectMany((method, number) => new[]
            {
                RunningPrograms.Program(2 * number, method.Wrong, null),
                RunningPrograms.Program((2 * number) + 1, method.Right, null),
            })];

    /// <summary>One source with one to four changes.</summary>
    public static string Mutate(string source, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--) source = MutateOnce(source, random);
        return source;
    }

    private static string MutateOnce(string source, Random random)
    {
        if (random.Next(8) == 0) return source[..random.Next(source.Length + 1)];
        var tokens = SyntaxFactory.ParseTokens(source).Where(token => token.Span.Length > 0).ToList();
        if (tokens.Count < 2) return source + Garbage[random.Next(Garbage.Length)];

        var (token, other) = (tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)]);
        switch (random.Next(8))
        {
            case 0:
                var last = tokens[Math.Min(tokens.IndexOf(token) + random.Next(6), tokens.Count - 1)];
                return source[..token.SpanStart] + source[Math.Max(token.SpanStart, last.Span.End)..];
            case 1:
                return source.Insert(token.SpanStart, other.Text + " ");
            case 2:
                var (first, second) = token.SpanStart < other.SpanStart ? (token, other) : (other, token);
                return first == second
                    ? source
                    : source[..first.SpanStart] + second.Text + source[first.Span.End..second.SpanStart] + first.Text
                        + source[second.Span.End..];
            case 3:
                return source.Insert(token.SpanStart, Garbage[random.Next(Garbage.Length)] + " ");
            case 4:
                return ReplaceOneOf(SyntaxKind.NumericLiteralToken, Sizes);
            case 5:
                return ReplaceOneOf(SyntaxKind.StringLiteralToken, [.. Patterns.Select(pattern => $"\"{pattern}\"")]);
            default:
                var names = tokens.Where(name => name.IsKind(SyntaxKind.IdentifierToken)).Select(name => name.Text);
                return ReplaceOneOf(SyntaxKind.IdentifierToken, [.. names]);
        }

        string ReplaceOneOf(SyntaxKind kind, string[] texts)
        {
            var places = tokens.Where(place => place.IsKind(kind)).ToList();
            if (places.Count == 0) return source;
            var place = places[random.Next(places.Count)];
            return source[..place.SpanStart] + texts[random.Next(texts.Length)] + source[place.Span.End..];
        }
    }
}
