namespace Arena.Analyzers.Tests.Modules;

/// <summary>Programs with one module in them.</summary>
internal static class ModuleCode
{
    /// <summary>A module <c>Net</c> of the given members, and a program that counts what it has registered.</summary>
    public static string Net(string members, string others = "") =>
        Code.InFile(
            $$"""
            public sealed class Net : nn.Module<Tensor, Tensor>
            {
                {{members.Replace("\n", "\n    ")}}

                public override Tensor forward(Tensor x) => x.alias();
            }
            {{others}}
            public static class Program
            {
                public static int Run() => {{(Takes(members) ? "0" : "new Net().parameters().Count()")}};
            }
            """);

    /// <summary>How many parameters the module has.</summary>
    public static int Count(string source) =>
        (int)RunningCode.Run(source.Replace("[|", "").Replace("|]", ""))!;

    private static bool Takes(string members) => members.Contains("Net(int") || members.Contains("Net(Linear");
}
