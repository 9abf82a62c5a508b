using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers;

/// <summary>
/// What all analyzers share: they leave generated code alone, run concurrently, and do nothing in a compilation without
/// TorchSharp.
/// </summary>
public abstract class TorchAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (TorchTypes.Of(start.Compilation) is { } types) Register(start, types);
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext context, TorchTypes torch);
}
