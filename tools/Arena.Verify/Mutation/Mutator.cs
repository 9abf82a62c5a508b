using Arena.Skeleton;
using Arena.Verify.Mutation.Kinds;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation;

/// <summary>Makes the mutants of an exercise: its solution with one mistake that people make.</summary>
internal static class Mutator
{
    private static readonly IReadOnlyList<IMutation> Mutations =
    [
        new OtherAxis(), new OtherIndex(), new OtherConstant(), new OtherMember(),
        new OtherOperator(), new OtherComparison(), new SwappedOperands(), new OtherSign(),
        new CallRemoved(), new OtherMethod(), new SwappedNeighbours(), new OtherPattern(),
        new StatementDropped(), new OtherCondition(),
    ];

    /// <summary>
    /// The mutants of an exercise, in the order of the places that they change. Some may not compile or may compile
    /// to the same code as the solution; <see cref="MutantCompiler"/> tells.
    /// </summary>
    public static IReadOnlyList<Mutant> Of(ChapterSource chapter, ExerciseSource exercise)
    {
        var mutants = new List<Mutant>();
        foreach (var file in exercise.Members.GroupBy(x => x.SyntaxTree))
        {
            var model = chapter.Compilation.GetSemanticModel(file.Key);
            var text = file.Key.GetText();
            // Two kinds of change can lead to the same text.
            var seen = new HashSet<string> { text.ToString() };
            var changes = file.SelectMany(Bodies).SelectMany(Code)
                .SelectMany(node => Mutations.SelectMany(x => x.Of(node, model)));
            foreach (var change in changes.OrderBy(x => x.Span.Start))
                if (text.WithChanges(change.Text) is var changed && seen.Add(changed.ToString()))
                    mutants.Add(Mutant(exercise.Id, file.Key.FilePath, text, changed, change));
        }
        return mutants;
    }

    // What learners write: no signature, no attribute.
    private static IEnumerable<SyntaxNode> Bodies(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax constructor => Present(
            constructor.Initializer, constructor.Body, constructor.ExpressionBody),
        BaseMethodDeclarationSyntax method => Present(method.Body, method.ExpressionBody),
        PropertyDeclarationSyntax property => Present(property.ExpressionBody, property.Initializer)
            .Concat(Bodies(property.AccessorList)),
        IndexerDeclarationSyntax indexer => Present(indexer.ExpressionBody).Concat(Bodies(indexer.AccessorList)),
        BasePropertyDeclarationSyntax other => Bodies(other.AccessorList),
        BaseFieldDeclarationSyntax field => Present([.. field.Declaration.Variables.Select(x => x.Initializer)]),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> Bodies(AccessorListSyntax? accessors) =>
        accessors is null ? [] : accessors.Accessors.SelectMany(x => Present(x.Body, x.ExpressionBody));

    private static IEnumerable<SyntaxNode> Present(params IEnumerable<SyntaxNode?> nodes) => nodes.OfType<SyntaxNode>();

    private static IEnumerable<SyntaxNode> Code(SyntaxNode body)
    {
        var nodes = body.DescendantNodesAndSelf(x => x is not (AttributeListSyntax or ParameterListSyntax));
        if (body is not BlockSyntax) return nodes;
        // Of a body that is partly given, only the lines marked as solution are the learner's.
        var markers = body.DescendantTrivia().Where(Markers.IsSolutionMarker).ToList();
        var regions = markers.Zip(markers.Skip(1))
            .Where(x => Markers.IsSolutionStart(x.First))
            .Select(x => TextSpan.FromBounds(x.First.SpanStart, x.Second.Span.End))
            .ToList();
        return regions.Count == 0 ? nodes : nodes.Where(x => regions.Exists(region => region.Contains(x.Span)));
    }

    private static Mutant Mutant(string exercise, string file, SourceText text, SourceText changed, Change change)
    {
        var lines = text.Lines;
        var first = lines.GetLineFromPosition(change.Span.Start);
        var before = TextSpan.FromBounds(first.Start, lines.GetLineFromPosition(change.Span.End).End);
        var after = TextSpan.FromBounds(before.Start, before.End + changed.Length - text.Length);
        return new Mutant(
            exercise, file, first.LineNumber + 1, change.Kind, change.Text,
            Joined(text, before), Joined(changed, after));
    }

    private static string Joined(SourceText text, TextSpan span) => string.Join(' ', text.ToString(span)
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
