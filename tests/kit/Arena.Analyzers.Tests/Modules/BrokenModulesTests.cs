using System.Collections.Immutable;
using Arena.Analyzers.Lifetime;
using Arena.Analyzers.Modules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Tests.Modules;

public sealed class BrokenModulesTests
{
    private const string Everything =
        """
        public sealed partial class Net : nn.Module<Tensor, Tensor>
        {
            private readonly List<Linear> all = [nn.Linear(1, 1)];
            private readonly Linear a, b;
            public Linear C { get; } = nn.Linear(2, 2);

            public Net(int n) : base("Net")
            {
                (a, _) = (nn.Linear(n, n), n);
                RegisterComponents();
                b = all[0];
                all.Add(b);
            }

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                no_grad();
                var (y, _) = x.max(1);
                for (var i = 0; i < 3; i++)
                {
                    y = x is { } z && i > 1 ? y + z[..1] : scope.MoveToOuter(y);
                    if (i > 2) continue;
                    y.backward();
                    optim.SGD(parameters(), 0.1).step();
                }
                switch (x.dim()) { case 1 when y is not null: return y; default: break; }
                try { C.call(x)?.add_(1); } catch (Exception) when (y is null) { return (y ??= x); } finally { }
                return (x, y) switch { (null, _) => x, _ => y.MoveToOuterDisposeScope() };
            }
        }
        """;

    [Fact]
    public async Task Code_that_ends_anywhere_is_survived()
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            new EscapesDisposeScope(), new ScopeNotInUsing(), new LeakInLoop(), new MissingRegisterComponents(),
            new RegisteredTooEarly(), new UnregisteredCollection(), new AutoPropertyModule(),
        ];
        var whole = Code.InFile(Everything);
        var step = 17;
        for (var length = whole.Length - Everything.Length; length <= whole.Length; length += step)
        {
            // The rest is left out once, and once a gap is left out of the middle.
            foreach (var source in new[] { whole[..length], whole[..length] + whole[Math.Min(length + 9, whole.Length)..] })
            {
                var found = await Code.Compile(source).WithAnalyzers(analyzers)
                    .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
                found.Where(one => one.Id == "AD0001").Select(one => one.GetMessage()).Should().BeEmpty(source);
            }
        }
    }
}
