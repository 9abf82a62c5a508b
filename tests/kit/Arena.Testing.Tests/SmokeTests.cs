public class SmokeTests { [Fact] public void Runs() { } }
