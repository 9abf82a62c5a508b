using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers;

/// <summary>What rules ask the operation tree for.</summary>
internal static class OperationExtensions
{
    /// <summary>A value without the conversions around it that the language puts there.</summary>
    public static IOperation Unwrapped(this IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>A value without any conversions, those that a type defines too.</summary>
    public static IOperation Unconverted(this IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }

    /// <summary>Whether a call computes gradients.</summary>
    public static bool IsBackward(this IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name == "backward" && torch.Declares(call.TargetMethod);

    /// <summary>Whether a call is an optimizer's step.</summary>
    public static bool IsStep(this IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name == "step" && TorchTypes.InheritsFrom(call.TargetMethod.ContainingType, torch.Optimizer);

    /// <summary>What was written for a parameter; null when its default is taken.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string parameter)
    {
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter?.Name == parameter)
                return argument.Value.Unwrapped();
        return null;
    }

    /// <summary>What was written for the parameter at a place; null when its default is taken.</summary>
    public static IOperation? Argument(this IInvocationOperation call, int ordinal)
    {
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter?.Ordinal == ordinal)
                return argument.Value.Unwrapped();
        return null;
    }

    /// <summary>The tensor a call is about: <c>x</c> in <c>x.add(1)</c> and in <c>torch.add(x, 1)</c>.</summary>
    public static IOperation? Subject(this IInvocationOperation call) => call.Instance?.Unwrapped() ?? call.Argument(0);

    /// <summary>Whether a call is of a tensor's method or of a function of torch that takes a tensor first.</summary>
    public static bool IsTensorCall(this IInvocationOperation call, TorchTypes torch) =>
        torch.IsTensorMethod(call.TargetMethod)
        || torch.IsFunction(call.TargetMethod)
            && call.TargetMethod.Parameters is [var first, ..] && torch.IsTensor(first.Type);

    /// <summary>The outermost operation: the body of the method.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }

    /// <summary>The parts of an operation but those in lambdas and local functions, which run at another time.</summary>
    public static IEnumerable<IOperation> Now(this IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            yield return child;
            foreach (var inner in child.Now()) yield return inner;
        }
    }

    /// <summary>The innermost loop around an operation in the same body of code.</summary>
    public static ILoopOperation? Loop(this IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation) return null;
            if (current is ILoopOperation loop) return loop;
        }
        return null;
    }

    /// <summary>The lambda or local function an operation stands in, or else the root.</summary>
    public static IOperation Body(this IOperation operation)
    {
        while (operation.Parent is { } parent
            && operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            operation = parent;
        return operation;
    }

    /// <summary>The variable, parameter, field or property that an operation reads.</summary>
    public static ISymbol? Variable(this IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Arguments.Length: 0, Instance: null or IInstanceReferenceOperation } property =>
            property.Property,
        _ => null,
    };

    /// <summary>Whether an operation reads a given variable.</summary>
    public static bool Reads(this IOperation? operation, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(operation.Variable(), variable);

    /// <summary>
    /// What a local holds, when it is assigned at its declaration and nowhere else, or what a field is given in its
    /// declaration or the one assignment to it in its type; otherwise null.
    /// </summary>
    public static IOperation? OnlyValue(this IOperation reference) => reference switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => OnlyValue(local.Local, local),
        IFieldReferenceOperation { Field.DeclaredAccessibility: Accessibility.Private } field => OnlyValue(field),
        IFieldReferenceOperation { Field.IsReadOnly: true } field => OnlyValue(field),
        _ => null,
    };

    private static IOperation? OnlyValue(ILocalSymbol local, IOperation reference)
    {
        IOperation? value = null;
        foreach (var operation in reference.Root().Descendants())
            if (operation is IVariableDeclaratorOperation declarator
                && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                value = declarator.GetVariableInitializer()?.Value;
            else if (operation is ILocalReferenceOperation use
                && SymbolEqualityComparer.Default.Equals(use.Local, local) && use.IsWritten())
                return null;
        return value?.Unwrapped();
    }

    private static IOperation? OnlyValue(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (reference.SemanticModel is not { } model
            || field.ContainingType.DeclaringSyntaxReferences is not [var declared]
            || declared.SyntaxTree != model.SyntaxTree)
            return null;
        ExpressionSyntax? value = null;
        foreach (var node in declared.GetSyntax().DescendantNodes())
        {
            var written = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } declarator
                    when declarator.Identifier.ValueText == field.Name
                        && declarator.Parent?.Parent is FieldDeclarationSyntax =>
                    initial,
                AssignmentExpressionSyntax assignment when NameOf(assignment.Left) == field.Name => assignment.Right,
                ArgumentSyntax argument
                    when argument.RefKindKeyword.RawKind != 0 && NameOf(argument.Expression) == field.Name =>
                    argument.Expression,
                _ => null,
            };
            if (written is null) continue;
            if (value is not null) return null;
            value = written;
        }
        return value is null ? null : model.GetOperation(value)?.Unwrapped();
    }

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether a variable is written to at this place.</summary>
    public static bool IsWritten(this IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation split } tuple => split.Target == tuple,
        _ => false,
    };

    /// <summary>Whether a call changes its own tensor: <c>add_</c>.</summary>
    public static bool IsInPlace(this IMethodSymbol method) => method.Name is [.., not '_', '_'];

    /// <summary>Whether a constant is a given truth.</summary>
    public static bool IsConstant(this IOperation? value, bool truth) =>
        value?.ConstantValue is { HasValue: true, Value: bool constant } && constant == truth;

    /// <summary>Whether one of some names occurs in the code of a project, in whatever role.</summary>
    public static bool Mentions(this Compilation compilation, params string[] names) =>
        compilation.SyntaxTrees.Any(tree => names.Any(tree.GetText().ToString().Contains)
            && tree.GetRoot().DescendantTokens().Any(token => names.Contains(token.ValueText)));
}
