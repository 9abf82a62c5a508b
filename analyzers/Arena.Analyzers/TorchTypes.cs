using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

/// <summary>The types of TorchSharp and of the einops library that rules ask for.</summary>
internal sealed class TorchTypes
{
    private TorchTypes(Compilation compilation, INamedTypeSymbol torch, INamedTypeSymbol tensor)
    {
        Torch = torch;
        Tensor = tensor;
        Module = compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module");
        Nn = compilation.GetTypeByMetadataName("TorchSharp.torch+nn");
        Parameter = compilation.GetTypeByMetadataName("TorchSharp.Modules.Parameter");
        ScalarType = compilation.GetTypeByMetadataName("TorchSharp.torch+ScalarType");
        Optimizer = compilation.GetTypeByMetadataName("TorchSharp.torch+optim+Optimizer");
        DisposeScope = compilation.GetTypeByMetadataName("TorchSharp.DisposeScope");
        Einops = compilation.GetTypeByMetadataName("Arena.Tensors.Einops");
        EinopsLayers = compilation.GetTypeByMetadataName("Arena.Tensors.Einops+Layers");
    }

    /// <summary><c>TorchSharp.torch</c>, the home of the functions.</summary>
    public INamedTypeSymbol Torch { get; }

    /// <summary><c>TorchSharp.torch.Tensor</c>.</summary>
    public INamedTypeSymbol Tensor { get; }

    /// <summary><c>TorchSharp.torch.nn.Module</c>, the base of all modules.</summary>
    public INamedTypeSymbol? Module { get; }

    /// <summary><c>TorchSharp.torch.nn</c>, where modules are made.</summary>
    public INamedTypeSymbol? Nn { get; }

    /// <summary><c>TorchSharp.Modules.Parameter</c>.</summary>
    public INamedTypeSymbol? Parameter { get; }

    /// <summary><c>TorchSharp.torch.ScalarType</c>, the dtypes.</summary>
    public INamedTypeSymbol? ScalarType { get; }

    /// <summary><c>TorchSharp.torch.optim.Optimizer</c>.</summary>
    public INamedTypeSymbol? Optimizer { get; }

    /// <summary><c>TorchSharp.DisposeScope</c>.</summary>
    public INamedTypeSymbol? DisposeScope { get; }

    /// <summary><c>Arena.Tensors.Einops</c>; null in a project that does not use it.</summary>
    public INamedTypeSymbol? Einops { get; }

    /// <summary><c>Arena.Tensors.Einops.Layers</c>.</summary>
    public INamedTypeSymbol? EinopsLayers { get; }

    /// <summary>The types of a compilation, or null when it does not refer to TorchSharp.</summary>
    public static TorchTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("TorchSharp.torch") is { } torch
        && compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor") is { } tensor
            ? new TorchTypes(compilation, torch, tensor)
            : null;

    /// <summary>Whether a type is a tensor: <c>Tensor</c> itself or <c>Parameter</c>.</summary>
    public bool IsTensor(ITypeSymbol? type) => InheritsFrom(type, Tensor);

    /// <summary>Whether a type is a module of any number of arguments.</summary>
    public bool IsModule(ITypeSymbol? type) => InheritsFrom(type, Module);

    /// <summary>Whether a method is declared by TorchSharp itself.</summary>
    public bool Declares(ISymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Torch.ContainingAssembly);

    /// <summary>Whether a method is one of <c>Tensor</c>'s own.</summary>
    public bool IsTensorMethod(IMethodSymbol method) => Is(method.ContainingType, Tensor);

    /// <summary>Whether a method is a function of <c>torch</c>, <c>torch.nn.functional</c> or their like.</summary>
    public bool IsFunction(IMethodSymbol method)
    {
        if (!method.IsStatic || !Declares(method)) return false;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            if (Is(type, Torch))
                return true;
        return false;
    }

    /// <summary>Whether a type is <c>[Shape]</c>, the course's or one made for a project without it.</summary>
    public static bool IsShape(ITypeSymbol? type) =>
        type is
        {
            Name: "ShapeAttribute",
            ContainingNamespace:
            {
                Name: "Tensors",
                ContainingNamespace: { Name: "Arena", ContainingNamespace.IsGlobalNamespace: true },
            },
        };

    /// <summary>Whether a type is another one, its generic arguments left out.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, other);

    /// <summary>Whether a type is another one or inherits from it.</summary>
    public static bool InheritsFrom(ITypeSymbol? type, INamedTypeSymbol? other)
    {
        for (var current = type; other is not null && current is not null; current = current.BaseType)
            if (Is(current, other))
                return true;
        return false;
    }
}
