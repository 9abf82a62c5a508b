using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>One thing that a test asserts.</summary>
/// <param name="Node">The whole call.</param>
/// <param name="Name">What it asserts: <c>BeCloseTo</c>, <c>Equal</c>; empty for a <c>Should()</c> that nothing
/// follows.</param>
/// <param name="Subject">What is examined; null when the assertion has no subject of its own.</param>
/// <param name="Expected">What the subject is compared with, and what else the assertion goes by.</param>
internal sealed record Assertion(
    SyntaxNode Node, string Name, ExpressionSyntax? Subject, IReadOnlyList<ExpressionSyntax> Expected)
{
    // Of xunit's assertions, those that are given what is expected first.
    private static readonly HashSet<string> Comparing =
    [
        "Equal", "NotEqual", "StrictEqual", "NotStrictEqual", "Same", "NotSame", "Equivalent",
        "Contains", "DoesNotContain", "StartsWith", "EndsWith", "Matches", "DoesNotMatch", "IsType", "IsNotType",
        "IsAssignableFrom", "ProperSubset", "ProperSuperset", "Subset", "Superset",
    ];

    private static readonly HashSet<string> Identities = ["BeSameAs", "Same"];

    /// <summary>
    /// Whether it is in an action that is handed on, whose outcome somebody else examines, as a failure that should be.
    /// </summary>
    public bool IsExamined => Node.Ancestors().OfType<LambdaExpressionSyntax>().Any(x => x.Parent is ArgumentSyntax
        && x is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 });

    /// <summary>Whether it asks for equal values, which equal calls give.</summary>
    public bool IsOfValues => !IsIdentity && !IsNegative;

    /// <summary>Whether a thing is compared with itself, which always passes.</summary>
    public bool IsOfItself => Subject is not null && Expected.Count > 0 && !IsNegative
        && Syntax.Same(Syntax.Bare(Subject), Syntax.Bare(Expected[0]))
        && !(IsIdentity && Subject.DescendantNodesAndSelf().Any(IsMade));

    // The very same object, which equal calls do not have to give.
    private bool IsIdentity => Identities.Contains(Name);

    // A difference: comparing a thing with itself fails then, and says so.
    private bool IsNegative => Name.StartsWith("Not", StringComparison.Ordinal);

    /// <summary>The assertions in a piece of code, those in functions inside of it too.</summary>
    public static IEnumerable<Assertion> In(SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf())
        {
            if (node is ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax } or
                ThrowExpressionSyntax { Expression: ObjectCreationExpressionSyntax })
            {
                var thrown = node.ChildNodes().OfType<ObjectCreationExpressionSyntax>().Single();
                if (Syntax.Name(thrown.Type) is "XunitException" or "FailException")
                    yield return new Assertion(node, "throw", null, []);
            }

            if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call)
                continue;
            var receiver = Syntax.Name(called.Expression);
            switch (called.Name.Identifier.ValueText)
            {
                case "Should" when call.ArgumentList.Arguments.Count == 0:
                    foreach (var assertion in Chain(call, called.Expression)) yield return assertion;
                    break;
                case "Match" when receiver is "Snapshot":
                case "FailWith":
                // The tests of analyzers compare what is found and fixed when they are run.
                case "RunAsync" when receiver is "test":
                    yield return new Assertion(call, called.Name.Identifier.ValueText, null, []);
                    break;
                case var name when receiver is "Assert":
                    yield return OfXunit(call, name);
                    break;
            }
        }
    }

    // Two calls or creations may give two objects.
    private static bool IsMade(SyntaxNode node) =>
        node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax;

    // Mistakes are answers that are wrong, some of them made of the answer that was given.
    private static bool IsCompared(ArgumentSyntax argument) =>
        argument.NameColon?.Name.Identifier.ValueText is not ("mistakes" or "because" or "becauseArgs");

    private static Assertion OfXunit(InvocationExpressionSyntax call, string name)
    {
        var arguments = call.ArgumentList.Arguments.Select(x => x.Expression).ToList();
        return Comparing.Contains(name) && arguments.Count > 1
            ? new(call, name, arguments[1], [arguments[0]])
            : new(call, name, arguments.FirstOrDefault(), []);
    }

    // x.Should().Be(1).And.BeGreaterThan(0): each call that follows asserts something.
    private static IEnumerable<Assertion> Chain(InvocationExpressionSyntax should, ExpressionSyntax subject)
    {
        var asserted = false;
        SyntaxNode at = should;
        while (true)
        {
            if (at.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "Should" } access
                && access.Expression == at)
                at = access;
            else if (at.Parent is InvocationExpressionSyntax call && call.Expression == at)
            {
                asserted = true;
                yield return new(call, Syntax.Name(at) ?? "", subject,
                    [.. call.ArgumentList.Arguments.Where(IsCompared).Select(x => x.Expression)]);
                at = call;
            }
            else if (at.Parent is PostfixUnaryExpressionSyntax suppressed) at = suppressed;
            else break;
        }
        if (!asserted) yield return new(should, "", subject, []);
    }
}
