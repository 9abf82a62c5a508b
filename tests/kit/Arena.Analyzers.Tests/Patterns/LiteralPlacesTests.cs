using Arena.Analyzers.Patterns;
using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Tests.Patterns;

/// <summary>Each character of a constant's value is found where it is written.</summary>
public sealed class LiteralPlacesTests
{
    // The second argument has the source of every character of the value, with a bar between them.
    [Theory]
    [InlineData("\"abc\"", "a|b|c")]
    [InlineData("\"\"", "")]
    [InlineData("(\"ab\")", "a|b")]
    [InlineData("\"a\\tb\\\\c\\\"d\"", "a|\\t|b|\\\\|c|\\\"|d")]
    [InlineData("\"\\0\\a\\b\\e\\f\\n\\r\\v\\'\"", "\\0|\\a|\\b|\\e|\\f|\\n|\\r|\\v|\\'")]
    [InlineData("\"\\u0061b\\u00e9\"", "\\u0061|b|\\u00e9")]
    [InlineData("\"\\x61 \\x0062c\"", "\\x61| |\\x0062|c")]
    [InlineData("\"a\\U0001F600b\"", "a|\\U0001F600|\\U0001F600|b")]
    [InlineData("\"\\U00000061b\"", "\\U00000061|b")]
    [InlineData("\"\\ud83d\\ude00b\"", "\\ud83d|\\ude00|b")]
    [InlineData("@\"a\"\"b\\c\"", "a|\"\"|b|\\|c")]
    [InlineData("@\"a\nb\"", "a|\n|b")]
    [InlineData("\"\"\"a\\b\"c\"\"\"", "a|\\|b|\"|c")]
    [InlineData("\"\"\"\"a\"\"\"b\"\"\"\"", "a|\"|\"|\"|b")]
    [InlineData("\"\"\"\n    ab\n    \"\"\"", "a|b")]
    [InlineData("\"\"\"\n    a\n\n      b\n    \"\"\"", "a|\n|\n| | |b")]
    [InlineData("\"\"\"\r\n    a\r\n    b\r\n    \"\"\"", "a|\r|\n|b")]
    [InlineData("\"\"\"\n    a\n  \n    b\n    \"\"\"", "a|\n|\n|b")]
    [InlineData("\"\"\"\n\n    \"\"\"", "")]
    [InlineData("$\"ab\"", "a|b")]
    [InlineData("$\"a{{b}}\\t\"", "a|{{|b|}}|\\t")]
    [InlineData("$@\"a\"\"b{{\"", "a|\"\"|b|{{")]
    [InlineData("@$\"a\\b\"", "a|\\|b")]
    [InlineData("$\"\"\"a\\b\"\"\"", "a|\\|b")]
    [InlineData("$$\"\"\"a{b}c\"\"\"", "a|{|b|}|c")]
    [InlineData("$\"\"\"\n    a\n      b\n    \"\"\"", "a|\n| | |b")]
    [InlineData("$\"a{Name}b\"", "a|{Name}|{Name}|b")]
    [InlineData("$\"{\"a\"}b\"", "a|b")]
    [InlineData("$\"\"\"\n    a{Name} b\n    c\n    \"\"\"", "a|{Name}|{Name}| |b|\n|c")]
    [InlineData("$\"\"\"\n    {Name} b\n    \"\"\"", "{Name}|{Name}| |b")]
    [InlineData("\"a\" + \"b\" + @\"c\"", "a|b|c")]
    [InlineData("\"a\" + (Name + \"b\")", "a|Name|Name|b")]
    [InlineData("Name", "Name|Name")]
    [InlineData("nameof(Name)", "nameof(Name)|nameof(Name)|nameof(Name)|nameof(Name)")]
    public void Every_character_is_found(string expression, string characters)
    {
        var (text, value) = Read(expression);
        var places = LiteralPlaces.Of(text);
        var expected = characters.Length == 0 ? [] : characters.Split('|');
        value.Should().HaveLength(expected.Length);
        for (var i = 0; i < value.Length; i++) At(places, i, 1).Should().Be(expected[i]);
        At(places, value.Length, 0).Should().Be(text.Syntax.ToString(), "a point is the whole text");
    }

    [Theory]
    [InlineData("\"ab cd\"", 3, 2, "cd")]
    [InlineData("\"a\\tb\"", 0, 3, "a\\tb")]
    [InlineData("\"ab\" + \"cd\"", 1, 2, "b\" + \"c")]
    [InlineData("$\"a{Name}b\"", 0, 2, "a{Name}")]
    public void A_stretch_goes_from_its_first_to_its_last_character(
        string expression, int start, int length, string source) =>
        At(LiteralPlaces.Of(Read(expression).Text), start, length).Should().Be(source);

    [Theory]
    [InlineData("\"abc\"", 1, 1, "b")]
    [InlineData("\"abc\"", 1, 0, "")]
    [InlineData("\"abc\"", 3, 0, "")]
    [InlineData("\"a\" + \"bc\"", 1, 2, "bc")]
    [InlineData("\"ab\" + \"cd\"", 1, 2, null)]
    [InlineData("Name", 0, 1, null)]
    [InlineData("$\"a{Name}\"", 1, 1, null)]
    [InlineData("\"\"", 0, 0, null)]
    [InlineData("\"\\x61b\"", 1, 1, null)]
    public void Only_what_is_written_in_one_literal_is_edited(string expression, int start, int length, string? source)
    {
        var (text, _) = Read(expression);
        var span = LiteralPlaces.Of(text).Editable(new Place(start, length));
        var code = text.Syntax.SyntaxTree.GetText(TestContext.Current.CancellationToken);
        (span is { } found ? code.ToString(found) : null).Should().Be(source);
    }

    [Fact]
    public void The_end_of_a_literal_is_before_its_closing_quote()
    {
        var (text, _) = Read("\"abc\"");
        LiteralPlaces.Of(text).Editable(new Place(3, 0))!.Value.Start.Should().Be(text.Syntax.Span.End - 1);
    }

    [Theory]
    [InlineData("Name", "n")]
    [InlineData("Far", "n")]
    [InlineData("Joined")]
    public void A_constant_leads_to_its_declaration(string constant, params string[] sources)
    {
        var places = LiteralPlaces.Of(Read(constant).Text).InConstants(new Place(0, 1));
        places.Select(place => place.SourceTree!.GetText().ToString(place.SourceSpan)).Should().Equal(sources);
    }

    private static string At(LiteralPlaces places, int start, int length)
    {
        var location = places.LocationOf(new Place(start, length));
        return location.SourceTree!.GetText().ToString(location.SourceSpan);
    }

    private static (IOperation Text, string Value) Read(string expression)
    {
        const string Constants =
            "    private const string Name = \"nm\";\n"
            + "    private const string Far = \"\"\"\n        nm\n        \"\"\";\n"
            + "    private const string Joined = Name + \"x\";\n";
        var compilation = Code.Compile(Code.InClass($"{Constants}    private const string Value = {expression};"));
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        var declared = tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().Last();
        var initializer = declared.Initializer!.Value;
        while (initializer is ParenthesizedExpressionSyntax parentheses) initializer = parentheses.Expression;
        var text = model.GetOperation(initializer)!;
        return (text, (string)text.ConstantValue.Value!);
    }
}
