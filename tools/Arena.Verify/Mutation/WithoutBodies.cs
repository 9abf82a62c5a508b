using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation;

/// <summary>
/// Leaves out the bodies of code that an exercise does not come to: most of the time that a mutant takes is that of
/// compiling them.
/// </summary>
internal sealed class WithoutBodies : CSharpSyntaxRewriter
{
    /// <summary>What code says that was left out and is called all the same.</summary>
    public const string Missed = "This body was left out by arena verify.";

    private const string Throw = $"throw new System.InvalidOperationException(\"{Missed}\")";

    private static readonly BlockSyntax Nothing = (BlockSyntax)SyntaxFactory.ParseStatement($"{{ {Throw}; }}");
    private static readonly ArrowExpressionClauseSyntax NoValue =
        SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression(Throw));

    private WithoutBodies()
    {
    }

    /// <summary>A chapter of which only some files, and what they refer to, do anything.</summary>
    /// <param name="chapter">The chapter's solutions.</param>
    /// <param name="files">The files that are needed.</param>
    public static CSharpCompilation But(CSharpCompilation chapter, IEnumerable<SyntaxTree> files)
    {
        var needed = Reachable(chapter, files);
        var rewriter = new WithoutBodies();
        foreach (var tree in chapter.SyntaxTrees.Where(x => !needed.Contains(x)))
            chapter = chapter.ReplaceSyntaxTree(
                tree, tree.WithRootAndOptions(rewriter.Visit(tree.GetRoot()), tree.Options));
        return chapter;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitBlock(BlockSyntax node) =>
        node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax ? Nothing : node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) =>
        node.Parent is MemberDeclarationSyntax or AccessorDeclarationSyntax ? NoValue : node;

    // Whatever a file names, calls or converts to is of a type; the type's files are reachable as a whole.
    private static HashSet<SyntaxTree> Reachable(CSharpCompilation chapter, IEnumerable<SyntaxTree> files)
    {
        var found = files.ToHashSet();
        var open = new Stack<SyntaxTree>(found);
        while (open.TryPop(out var tree))
        {
            var model = chapter.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
            {
                var symbol = model.GetSymbolInfo(node).Symbol;
                var type = model.GetTypeInfo(node);
                foreach (var named in new[] { symbol as ITypeSymbol ?? symbol?.ContainingType, type.Type, type.ConvertedType })
                    foreach (var place in named?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                        if (found.Add(place.SyntaxTree))
                            open.Push(place.SyntaxTree);
            }
        }
        return found;
    }
}
