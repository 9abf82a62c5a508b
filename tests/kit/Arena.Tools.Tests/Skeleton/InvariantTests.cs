using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Tools.Tests.Skeleton;

/// <summary>What holds for every case of the corpus.</summary>
public partial class InvariantTests
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    public static TheoryData<string> Cases => [.. Corpus.Names];

    // A marker is not in the stub any more, so what is partly given would be left out wholly by a second run.
    public static TheoryData<string> CasesWithoutGivenParts =>
        [.. Corpus.Names.Where(name => !Regex.IsMatch(Corpus.Solution(name), @"Given\]|</solution>|// given"))];

    [Theory, MemberData(nameof(CasesWithoutGivenParts))]
    public void A_stub_is_its_own_stub(string name)
    {
        var stub = Corpus.Stub(Corpus.Solution(name))!;

        Corpus.Stub(stub).Should().Be(stub);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Line_endings_and_a_byte_order_mark_do_not_matter(string name)
    {
        var solution = Corpus.Solution(name);
        var stub = Corpus.Stub(solution);

        Corpus.Stub("\uFEFF" + solution.Replace("\n", "\r\n")).Should().Be(stub);
        Corpus.Stub(solution.Replace("\n", "\r")).Should().Be(stub);
        stub.Should().NotContain("\r").And.NotStartWith("\uFEFF");
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_line_of_the_stub_is_the_solutions_or_a_thrown_exception(string name)
    {
        var solution = Corpus.Solution(name).Split('\n');

        var others = Corpus.Stub(Corpus.Solution(name))!.Split('\n')
            .Except(solution)
            .Where(line => !LineOfAStub().IsMatch(line));

        // What is left is a line that lost a body, a comment, a marker or a neighbour.
        others.Where(line => !solution.Any(original => original.Contains(BeforeTheBody(line).Trim())
            || Regex.Replace(original, @"\[Given\] |, Given", "") == line)).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_member_that_is_no_exercise_stays_to_the_letter(string name)
    {
        var stub = Corpus.Stub(Corpus.Solution(name))!;

        foreach (var member in Members(Corpus.Solution(name)).Where(member => member is not BaseTypeDeclarationSyntax))
            if (!member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(IsMarked))
                stub.Should().Contain(member.ToString());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_stub_declares_what_its_solution_declares_but_for_what_is_solution_only(string name)
    {
        var solution = Members(Corpus.Solution(name))
            .Where(member => !member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>()
                .Any(part => Has(part, "SolutionOnly")));

        Members(Corpus.Stub(Corpus.Solution(name))!).Select(Signature).Should().Equal(solution.Select(Signature));
    }

    private static IEnumerable<MemberDeclarationSyntax> Members(string text) =>
        CSharpSyntaxTree
            .ParseText(text, Options, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot().DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is not BaseNamespaceDeclarationSyntax);

    private static bool IsMarked(MemberDeclarationSyntax member) =>
        Has(member, "Exercise") || Has(member, "PartOf") || Has(member, "SolutionOnly") || Has(member, "Given");

    private static bool Has(MemberDeclarationSyntax member, string attribute) =>
        member.AttributeLists.SelectMany(list => list.Attributes)
            .Any(one => Regex.IsMatch(one.Name.ToString(), $@"(^|\.){attribute}(Attribute)?$"));

    // Everything up to the body.
    private static string Signature(MemberDeclarationSyntax member)
    {
        var bare = Regex.Replace(member.ToString(), @"\[Given\]\s*|, Given|\[SolutionOnly\].*", "");
        return Regex.Split(bare, @"\s*(/\*|//|=>|\{)")[0];
    }

    private static string BeforeTheBody(string line) => Regex.Split(line, @" (=>|\{) throw ")[0];

    [GeneratedRegex("""
        ^\s*(
            [{}]
            | throw\ new\ NotImplementedException\("\d+\.\d+\.\d+\ .+"\);
            | yield\ break;
            | (private\ )?(get|set|init)\ \{\ throw\ .*
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LineOfAStub();
}
