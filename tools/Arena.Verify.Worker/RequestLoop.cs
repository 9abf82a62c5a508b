using System.Text.Json;
using Arena.Verify.Wire;

namespace Arena.Verify.Worker;

/// <summary>Answers requests, one line each, until the input ends.</summary>
internal static class RequestLoop
{
    public static void Run(string tests)
    {
        // Stubs are to do, as in a learner's run.
        AppContext.SetData("Arena.Against", "chapters");
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        while (Console.In.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line)!;
            var ran = new TestRequestRunner(tests).RunAsync(request).GetAwaiter().GetResult();
            // Native code may have left its line open.
            answers.WriteLine();
            answers.WriteLine(Spelling.Answer + JsonSerializer.Serialize(ran));
            answers.Flush();
        }
    }
}
