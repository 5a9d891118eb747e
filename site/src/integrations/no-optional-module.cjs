// Stands for @protobufjs/inquire, with which protobufjs looks for packages that may be there: some versions of it call
// eval, which the pages' Content-Security-Policy refuses with an error in the console. In a page nothing optional is there.
module.exports = () => null;
